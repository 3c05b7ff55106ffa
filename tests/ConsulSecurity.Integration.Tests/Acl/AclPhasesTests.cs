using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Acl;

/// <summary>A cluster without ACLs gets them phase by phase, and works after each.</summary>
public class AclPhasesTests
{
    private static readonly Version s_version = new(1, 8, 7);

    [Fact]
    public async Task A_live_cluster_gets_ACLs_and_ends_with_a_default_that_denies()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 1 });
        var off = await Assert.ThrowsAsync<ConsulSecurityException>(() => ReadyAsync(cluster["c1"], string.Empty));
        await TurnAsync(cluster, 1);
        var unready = await Assert.ThrowsAsync<ConsulSecurityException>(() => ReadyAsync(cluster["c1"], string.Empty));
        string management = (await BootstrapAsync(await cluster.LeaderAsync())).Reveal()!;
        await Poll.UntilAsync(() => LegacyAsync(cluster, management), TimeSpan.FromSeconds(30));
        var tokenless = await Assert.ThrowsAsync<ConsulSecurityException>(() => ReadyAsync(cluster["c1"], management));
        Assert.Equal(
            "AclAgentTokenMissing",
            Assert.Throws<ConsulSecurityException>(() => AclSettings.Plan(cluster["c1"].ConfigurationFolder, 2, null, s_version, force: false)).ErrorId);

        foreach (ConsulAgent agent in cluster.Agents)
        {
            await GiveTokenAsync(agent, management);
            await ReadyAsync(agent, management);
        }

        await TurnAsync(cluster, 2);
        await Poll.UntilAsync(() => LegacyAsync(cluster, management), TimeSpan.FromSeconds(30));

        Assert.Equal(["AclBootstrapUnseen", "AclBootstrapUnseen", "AclNodeTokenMissing"], new[] { off, unready, tokenless }.Select(e => e.ErrorId));
        foreach (ConsulAgent agent in cluster.Agents)
        {
            Assert.Equal(403, (await Anonymous(agent).AskAsync(ConsulRequest.Get("kv/x"), CancellationToken.None)).StatusCode);
            Assert.True((await AclLab.Client(agent, management).AskAsync(ConsulRequest.Put("kv/" + agent.Name).WithBody("1"), CancellationToken.None)).IsSuccess);
        }

        // Registered again under deny, with the token that it kept over the restart.
        await Poll.UntilAsync(() => UnsyncedAsync(cluster["c1"], management), TimeSpan.FromSeconds(60));
    }

    private static ConsulClient Anonymous(ConsulAgent agent) => new(new ConsulConnection(agent.HttpAddress));

    private static Task ReadyAsync(ConsulAgent agent, string token) => new AclReadiness(
        token.Length == 0 ? Anonymous(agent) : AclLab.Client(agent, token), SilentLog.Instance).RequireAsync(hasAgentToken: false, CancellationToken.None);

    private static async Task TurnAsync(ConsulCluster cluster, int phase)
    {
        foreach (ConsulAgent agent in cluster.Agents)
        {
            AclSettings.Plan(agent.ConfigurationFolder, phase, null, s_version, force: false).Write();
            await agent.RestartAsync();
            await cluster.WaitAsync(ClusterWait.Leader);
        }
    }

    private static async Task<AclToken> BootstrapAsync(ConsulAgent leader) =>
        await new AclBootstrap(Anonymous(leader)).RunAsync(CancellationToken.None);

    private static async Task GiveTokenAsync(ConsulAgent agent, string management)
    {
        var token = new JObject { ["Description"] = "agent " + agent.Name, ["NodeIdentities"] = AclIdentityText.Nodes([agent.Name], agent.Datacenter) };
        AclOutcome made = (await new AclTokenMaker(AclLab.Client(agent, management), SilentLog.Instance).MakeAsync([token], CancellationToken.None))[0];
        await new AgentTokens(AclLab.Client(agent, management)).SetAsync("agent", (string)made.Result!["SecretID"]!, CancellationToken.None);
    }

    // Each agent for itself leaves the mode of before 1.4 a few seconds after the last server has ACLs.
    private static async Task<string?> LegacyAsync(ConsulCluster cluster, string management)
    {
        foreach (ConsulAgent agent in cluster.Agents)
        {
            ConsulAnswer answer = await AclLab.Client(agent, management).AskAsync(ConsulRequest.Get("agent/self"), CancellationToken.None);
            if (!answer.IsSuccess || (string?)answer.ReadTree()["Member"]?["Tags"]?["acls"] != "1")
            {
                return $"{agent.Name}: {answer.StatusCode}";
            }
        }

        return null;
    }

    private static async Task<string?> UnsyncedAsync(ConsulAgent agent, string management)
    {
        ConsulClient client = AclLab.Client(agent, management);
        string body = new JObject { ["Name"] = "probe", ["Port"] = 1 }.ToString();
        await client.SendAsync(ConsulRequest.Put("agent/service/register").WithBody(body), CancellationToken.None);
        ConsulAnswer nodes = await client.SendAsync(ConsulRequest.Get("catalog/service/probe"), CancellationToken.None);
        return nodes.ReadList<JObject>().Any(n => (string?)n["Node"] == agent.Name) ? null : "not in the catalog";
    }
}
