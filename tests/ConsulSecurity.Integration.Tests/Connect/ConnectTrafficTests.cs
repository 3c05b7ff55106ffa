using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>Traffic between two small programs through two real sidecars, under intentions.</summary>
public class ConnectTrafficTests
{
    [Fact]
    public async Task A_refused_pair_passes_once_its_intention_allows_it_and_is_refused_again_after()
    {
        await using MeshLab mesh = await MeshLab.StartAsync(new() { Configuration = "connect { enabled = true }" });

        await SetAsync(mesh, "*", "*", IntentionAction.Deny);
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(mesh.Upstream) ? "traffic passes" : null, MeshLab.Patience);
        Assert.False(await AuthorizeAsync(mesh));

        await SetAsync(mesh, "web", "api", IntentionAction.Allow);
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(mesh.Upstream) ? null : "no traffic", MeshLab.Patience);
        Assert.True(await AuthorizeAsync(mesh));

        await SetAsync(mesh, "web", "api", IntentionAction.Deny);
        await Poll.UntilAsync(async () => await EchoServer.AnswersAsync(mesh.Upstream) ? "traffic passes" : null, MeshLab.Patience);
        Assert.False(await AuthorizeAsync(mesh));
    }

    private static async Task SetAsync(MeshLab mesh, string source, string destination, IntentionAction action)
    {
        var intentions = new Intentions(mesh.Client, SilentLog.Instance);
        var wanted = new ConsulIntention { Source = source, Destination = destination, Action = action };
        foreach (IntentionChange change in await intentions.PlanAsync([wanted], prune: false, CancellationToken.None))
        {
            await intentions.ApplyAsync(change, CancellationToken.None);
        }
    }

    // What the agent says to the destination's proxy, with the real certificate's name and number.
    private static async Task<bool> AuthorizeAsync(MeshLab mesh)
    {
        JObject leaf = await mesh.Client.SendAsync<JObject>(ConsulRequest.Get("agent/connect/ca/leaf/web"), CancellationToken.None);
        var question = new JObject { ["Target"] = "api", ["ClientCertURI"] = leaf["ServiceURI"], ["ClientCertSerial"] = leaf["SerialNumber"] };
        ConsulRequest request = ConsulRequest.Post("agent/connect/authorize").WithBody(question.ToString());
        return (bool)(await mesh.Client.SendAsync<JObject>(request, CancellationToken.None))["Authorized"]!;
    }
}
