using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>Services that nobody ever gave a token.</summary>
public class ServicesTests
{
    [Fact]
    public async Task Registered_services_get_a_token_of_their_own_and_go_on_being_checked()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 1 });
        ConsulAgent agent = lab.Cluster["c1"];
        await agent.PutAsync("/v1/agent/service/register", JsonNode.Parse("""
            {
                "Name": "web", "Port": 8080, "Check": { "CheckID": "alive", "TTL": "10m" },
                "Connect": { "SidecarService": { "Proxy": { "Upstreams": [ { "DestinationName": "api", "LocalBindPort": 9191 } ] } } }
            }
            """));
        await agent.PutAsync("/v1/agent/service/register", JsonNode.Parse("""{ "Name": "api", "Port": 9090 }"""));

        RolloutPlan plan = await lab.PlanAsync();
        RolloutRecord record = await lab.RunAsync(plan);

        Assert.True(record.IsComplete);
        ConsulClient client = lab.Access().Client(lab.Inventory.Single(n => n.Name == "c1"));
        await lab.Access().AskAsync(lab.Inventory[0], "status/leader", CancellationToken.None);
        client = await AgentClientAsync(lab, "c1");

        // Without a right to do so the agent could not tell the servers of it.
        await client.SendAsync(ConsulRequest.Put("agent/check/pass/alive"), CancellationToken.None);
        await Poll.UntilAsync(() => StatusAsync(client, "web", "alive"), TimeSpan.FromSeconds(30));
        JArray intentions = await client.SendAsync<JArray>(ConsulRequest.Get("connect/intentions"), CancellationToken.None);
        Assert.Contains(intentions, i => (string?)i["SourceName"] == "web" && (string?)i["DestinationName"] == "api" && (string?)i["Action"] == "allow");
        using SecretVault vault = lab.OpenVault();
        Assert.NotNull(vault.Find("token/service/web"));
        Assert.NotNull(vault.Find("token/service/api"));
        Assert.Null(vault.Find("token/service/web-sidecar-proxy"));

        // And the way back takes the tokens away with them.
        await lab.RunAsync(plan, new RolloutOptions { LookAfter = false }, undo: true);
        await agent.PutAsync("/v1/agent/check/fail/alive");
        Assert.Contains("critical", (await agent.GetAsync("/v1/agent/checks"))!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_of_a_file_without_a_token_is_named_before_anything_is_denied_and_then_let_through()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions
        {
            Servers = 3,
            Clients = 1,
            NodeConfiguration = agent => agent.IsServer ? null : """service { name = "batch", port = 7070 }""",
        });
        RolloutPlan plan = await lab.PlanAsync();

        ConsulSecurityException refused = await Assert.ThrowsAsync<ConsulSecurityException>(() => lab.RunAsync(plan));

        Assert.Equal("RolloutWouldBreak", refused.ErrorId);
        Assert.Contains("service 'batch' on 'c1'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RolloutJournal.Read(lab.JournalPath), e => e is { Waypoint: "P3", Act: "files" });

        // The administrator does as the message says, with the token that the vault has for it.
        using (SecretVault vault = lab.OpenVault())
        {
            lab.Cluster["c1"].Configure($$"""service { name = "batch", port = 7070, token = "{{vault.Get("token/service/batch")}}" }""");
        }

        RolloutRecord record = await lab.RunAsync(plan);
        Assert.True(record.IsComplete);
        ConsulClient client = await AgentClientAsync(lab, "c1");
        await Poll.UntilAsync(
            async () => (await client.SendAsync<JArray>(ConsulRequest.Get("catalog/service/batch"), CancellationToken.None)).Count == 1 ? null : "not in the catalog",
            TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_service_that_came_after_the_plan_gets_its_token_as_well()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 1 });
        await lab.Cluster["c1"].PutAsync("/v1/agent/service/register", JsonNode.Parse("""{ "Name": "early", "Port": 1 }"""));
        RolloutPlan plan = await lab.PlanAsync();
        await lab.Cluster["c1"].PutAsync("/v1/agent/service/register", JsonNode.Parse("""{ "Name": "late", "Port": 2 }"""));

        RolloutRecord record = await lab.RunAsync(plan);

        Assert.True(record.IsComplete);
        using SecretVault vault = lab.OpenVault();
        Assert.NotNull(vault.Find("token/service/late"));
    }

    private static async Task<ConsulClient> AgentClientAsync(RolloutLab lab, string name)
    {
        ClusterAccess access = lab.Access();
        ConsulNode node = lab.Inventory.Single(n => n.Name == name);
        await access.AskAsync(node, "status/leader", CancellationToken.None);
        return access.Client(node);
    }

    private static async Task<string?> StatusAsync(ConsulClient client, string service, string check)
    {
        JArray checks = await client.SendAsync<JArray>(ConsulRequest.Get("health/checks/" + service), CancellationToken.None);
        string? status = (string?)checks.FirstOrDefault(c => (string?)c["CheckID"] == check)?["Status"];
        return status == "passing" ? null : $"the servers have '{status}'";
    }
}
