using System;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
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

        await mesh.UntilAsync(passes: true);

        await SetAsync(mesh, "*", "*", IntentionAction.Deny);
        await mesh.UntilAsync(passes: false);
        Assert.False(await AuthorizeAsync(mesh));

        await SetAsync(mesh, "web", "api", IntentionAction.Allow);
        await mesh.UntilAsync(passes: true);
        Assert.True(await AuthorizeAsync(mesh));

        await SetAsync(mesh, "web", "api", IntentionAction.Deny);
        await mesh.UntilAsync(passes: false);
        Assert.False(await AuthorizeAsync(mesh));
    }

    /// <summary>Each service and its sidecar have a token for that service alone.</summary>
    [Fact]
    public async Task Where_ACLs_deny_nothing_passes_until_an_intention_allows_it()
    {
        string token = Guid.NewGuid().ToString();
        await using MeshLab mesh = await MeshLab.StartAsync(new()
        {
            Token = token,
            Configuration = $$"""
                connect { enabled = true }
                acl { enabled = true, default_policy = "deny", tokens { master = "{{token}}", agent = "{{token}}" } }
                """,
        });
        Assert.False(await AuthorizeAsync(mesh));
        await mesh.UntilAsync(passes: false);

        await SetAsync(mesh, "web", "api", IntentionAction.Allow);

        await mesh.UntilAsync(passes: true);
        Assert.True(await AuthorizeAsync(mesh));
        Assert.False(await AuthorizeAsync(mesh, from: "api", to: "web"));
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
    private static async Task<bool> AuthorizeAsync(MeshLab mesh, string from = "web", string to = "api")
    {
        JObject leaf = await mesh.Client.SendAsync<JObject>(ConsulRequest.Get("agent/connect/ca/leaf/" + from), CancellationToken.None);
        var question = new JObject { ["Target"] = to, ["ClientCertURI"] = leaf["ServiceURI"], ["ClientCertSerial"] = leaf["SerialNumber"] };
        ConsulRequest request = ConsulRequest.Post("agent/connect/authorize").WithBody(question.ToString());
        return (bool)(await mesh.Client.SendAsync<JObject>(request, CancellationToken.None))["Authorized"]!;
    }
}
