using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Hardening;
using ConsulSecurity.Lab;
using ConsulSecurity.Observation;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Observation;

/// <summary>What a real cluster shows to an operator, to a token that may read some, and to nobody; and that no secret is kept of it.</summary>
public class ClusterObservationTests
{
    private const string Management = "3c1f8a52-9be0-47d6-b1c4-5e2f7a90d813";
    private const string WebOnly = "b27e4d91-6f03-4c8a-9d15-e8a7c0634f2b";
    private const string DefinitionToken = "5d9a0c7e-1b64-4f82-a3e9-7c50b8d2f146";

    private const string Configuration = $$"""
        acl { enabled = true default_policy = "deny" tokens { master = "{{Management}}" agent = "{{Management}}" } }
        connect { enabled = true }
        """;

    private const string Definitions = $$"""
        services {
          name = "web"
          port = 8080
          token = "{{DefinitionToken}}"
          enable_tag_override = true
          check { http = "https://user:hunter2@127.0.0.1:8080/health?key=hunter2" interval = "10s" header { Authorization = ["Bearer hunter2"] } }
          connect {
            sidecar_service {
              proxy {
                upstreams = [{ destination_name = "api", local_bind_address = "0.0.0.0", local_bind_port = 9191 }]
                expose { checks = true }
                config { envoy_extra_static_clusters_json = "{}" }
              }
            }
          }
        }
        """;

    [Fact]
    public async Task An_operator_sees_all_of_it_and_the_file_holds_no_secret()
    {
        await using ConsulCluster cluster = await StartAsync();
        ConsulAgent agent = cluster["s1"];

        ClusterSnapshot snapshot = await TakeAsync(agent, Management);

        Assert.Contains(snapshot.Tokens.Value!, token => token.ServiceIdentities.Any(identity => identity.ServiceName == "web"));
        Assert.Contains("operator", Assert.Single(snapshot.Policies.Value!, policy => policy.Name == "reader").Rules, StringComparison.Ordinal);
        Assert.Equal(["jwt-role"], snapshot.Roles.Value!.Select(role => role.Name));
        Assert.Equal([("* -> api", IntentionAction.Deny)], snapshot.Intentions.Value!.Select(i => ($"{i.Source} -> {i.Destination}", i.Action!.Value)));
        ServiceEvidence sidecar = Assert.Single(snapshot.Services.Value!, service => service.Kind == "connect-proxy");
        Assert.Equal(("web", "0.0.0.0", true), (sidecar.Proxy!.Destination, sidecar.Proxy.Upstreams[0].BindAddress, sidecar.Proxy.ExposesChecks));
        Assert.Equal(["envoy_extra_static_clusters_json"], sidecar.Proxy.EscapeHatches);
        Assert.Equal("consul", snapshot.ConnectCA.Value!.Provider);
        Assert.Equal("(set)", Assert.Single(snapshot.ConfigEntries.Value!, entry => entry.Kind == "proxy-defaults").Settings["Config.envoy_public_listener_json"]);
        Assert.False(snapshot.Replication.Value!.IsEnabled);

        NodeSnapshot node = snapshot.Nodes[0];
        Assert.Empty(node.Caller.Value!.May);
        Assert.Equal(["web", "web-sidecar-proxy"], node.Definitions.Value!.Select(service => service.Name));
        TokenUseEvidence use = Assert.Single(node.TokenUses.Value!, found => found.Where == "service web");
        Assert.Equal(snapshot.Tokens.Value!.Single(token => token.Description == "web").AccessorId, use.Accessor.Value);
        Assert.Equal(2, node.TokenUses.Value!.Count(found => found.Where.StartsWith("acl.tokens.", StringComparison.Ordinal) && found.Label == node.TokenUses.Value![0].Label));
        AssertNoSecret(SnapshotFile.ToJson(snapshot));
        Assert.Equal(SnapshotFile.ToJson(snapshot), SnapshotFile.ToJson(SnapshotFile.FromJson(SnapshotFile.ToJson(snapshot), "x.json")));
    }

    [Fact]
    public async Task What_is_wrong_with_a_real_cluster_fails_and_what_is_right_passes()
    {
        await using ConsulCluster cluster = await StartAsync();
        await cluster["s1"].PutAsync("/v1/agent/service/register", new JsonObject { ["Name"] = "by-management", ["Port"] = 9000 });

        ClusterSnapshot snapshot = await TakeAsync(cluster["s1"], Management);
        ILookup<string, HardeningFinding> findings = Auditor.Judge(snapshot, CheckCatalog.All).ToLookup(finding => finding.Id);

        Assert.DoesNotContain(findings.SelectMany(same => same), finding => finding.Outcome == FindingOutcome.Error);
        Assert.All(
            ["ACL-09", "ACL-11", "ACL-16", "MSH-02", "MSH-22", "MSH-24", "MSH-28", "SVC-06", "SVC-08", "SVC-09"],
            id => Assert.Contains(findings[id], finding => finding.Outcome == FindingOutcome.Fail));
        Assert.All(
            ["ACL-05", "ACL-07", "ACL-08", "ACL-17", "ACL-18", "ACL-31", "MSH-03", "MSH-06", "MSH-08", "MSH-11", "SVC-01", "SVC-02", "SVC-03", "SVC-04", "SVC-12"],
            id => Assert.All(findings[id], finding => Assert.True(finding.Outcome == FindingOutcome.Pass, $"{finding}: {finding.Seen}{finding.Reason}")));
        AssertNoSecret(SnapshotFile.ToJson(snapshot));
        AssertNoSecret(string.Join("\n", findings.SelectMany(same => same).Select(finding => $"{finding} {finding.Seen} {finding.Expected} {finding.Reason}")));
    }

    [Fact]
    public async Task A_list_that_is_filtered_is_not_taken_for_all_there_is()
    {
        await using ConsulCluster cluster = await StartAsync();

        ClusterSnapshot some = await TakeAsync(cluster["s1"], WebOnly);
        ClusterSnapshot none = await TakeAsync(cluster["s1"], string.Empty);

        Assert.All([some, none], snapshot =>
        {
            AssertMissing("acl:read", snapshot.Tokens);
            AssertMissing("acl:read", snapshot.Policies);
            AssertMissing("service_prefix \"\" intentions:read", snapshot.Intentions);
            AssertMissing("service_prefix \"\" read and node_prefix \"\" read", snapshot.Services);
            AssertMissing("service_prefix \"\" read and operator:read", snapshot.ConfigEntries);
            Assert.Null(snapshot.ConnectCA.Value!.Provider);
            Assert.NotEmpty(snapshot.ConnectCA.Value.Root);
        });
    }

    [Fact]
    public async Task Where_ACLs_are_off_everything_is_seen_and_nobody_may_do_anything_they_like()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new() { Configuration = "connect { enabled = true }" });

        ClusterSnapshot snapshot = await TakeAsync(cluster["s1"], string.Empty);

        Assert.Empty(snapshot.Services.Value!);
        Assert.Empty(snapshot.Intentions.Value!);
        Assert.Equal(EvidenceState.NotConfigured, snapshot.Tokens.State);
        Assert.Equal(EvidenceState.NotConfigured, snapshot.Nodes[0].Caller.State);
    }

    private static async Task<ConsulCluster> StartAsync()
    {
        ConsulCluster cluster = await ConsulCluster.StartAsync(new() { Configuration = Configuration, NodeConfiguration = _ => Definitions, Token = Management });
        ConsulAgent agent = cluster["s1"];
        await Poll.UntilAsync(async () => (await Acl.AclLab.Client(agent, Management).AskAsync(ConsulRequest.Get("acl/policies"), CancellationToken.None)).IsSuccess ? null : "no ACLs", TimeSpan.FromSeconds(60));
        await agent.PutAsync("/v1/acl/policy", new JsonObject { ["Name"] = "reader", ["Rules"] = "operator = \"read\"" });
        await agent.PutAsync("/v1/acl/policy", new JsonObject { ["Name"] = "web-only", ["Rules"] = "service \"web\" { policy = \"read\" }" });
        await agent.PutAsync("/v1/acl/role", JsonNode.Parse("""{"Name":"jwt-role","Policies":[{"Name":"reader"}]}"""));
        await agent.PutAsync("/v1/acl/token", JsonNode.Parse($$"""{"SecretID":"{{WebOnly}}","Policies":[{"Name":"web-only"}]}"""));
        await agent.PutAsync("/v1/acl/token", JsonNode.Parse($$"""{"SecretID":"{{DefinitionToken}}","Description":"web","ServiceIdentities":[{"ServiceName":"web"}]}"""));
        await agent.PutAsync("/v1/config", JsonNode.Parse("""{"Kind":"proxy-defaults","Name":"global","Config":{"envoy_public_listener_json":"hunter2"}}"""));
        await agent.ReloadAsync();
        IIntentionApi intentions = await IntentionApi.ForAsync(Acl.AclLab.Client(agent, Management), CancellationToken.None);
        await intentions.SetAsync(new ConsulIntention { Source = "*", Destination = "api", Action = IntentionAction.Deny }, null, CancellationToken.None);
        await Poll.UntilAsync(async () => (await agent.GetAsync("/v1/catalog/service/web-sidecar-proxy"))!.AsArray().Count == 1 ? null : "no sidecar", TimeSpan.FromSeconds(60));
        return cluster;
    }

    private static Task<ClusterSnapshot> TakeAsync(ConsulAgent agent, string token) => new SnapshotTaker(
        new SnapshotRequest { Paths = [agent.ConfigurationFolder], ConsulVersion = new Version(1, 8, 7), Client = Acl.AclLab.Client(agent, token) }, SilentLog.Instance)
        .TakeAsync(CancellationToken.None);

    private static void AssertMissing<T>(string permission, Evidence<T> evidence) =>
        Assert.Equal((EvidenceState.NoPermission, permission), (evidence.State, evidence.Reason));

    private static void AssertNoSecret(string json) =>
        Assert.All(new[] { Management, WebOnly, DefinitionToken, "hunter2" }, secret => Assert.DoesNotContain(secret, json, StringComparison.OrdinalIgnoreCase));
}
