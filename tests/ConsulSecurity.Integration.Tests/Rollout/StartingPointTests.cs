using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Gossip;
using ConsulSecurity.Integration.Tests.Certificates;
using ConsulSecurity.Lab;
using ConsulSecurity.Rollout;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>Clusters that are half way somewhere: each gets what it lacks, and no more.</summary>
public class StartingPointTests(ITestOutputHelper output)
{
    private static readonly string s_key = GossipKeys.Generate().Reveal();
    private static readonly string s_token = Guid.NewGuid().ToString();

    public static TheoryData<string, string, string> Configurations => new()
    {
        { "gossip only", $"encrypt = \"{s_key}\"", "P1 A1 P2 P3" },
        { "gossip half way", $"encrypt = \"{s_key}\"\nencrypt_verify_incoming = false", "P1 A1 P2 P3" },
        { "remote execution on, UI on", "disable_remote_exec = false\nui = true", "P1 A1 P2 P3" },
        { "ACLs on with old names", "acl_datacenter = \"dc1\"\nacl_default_policy = \"allow\"", "A0 P1 A1 P2 P3" },
        { "Connect on, gRPC on", "connect { enabled = true }\nports { grpc = 8502 }", "P1 A1 P2 P3" },
        { "slow raft", "performance { raft_multiplier = 5 }", "P1 A1 P2 P3" },
    };

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Configurations))]
    public async Task What_is_missing_is_done(string name, string configuration, string waypoints)
    {
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 1, Configuration = configuration });

        await HardenAsync(lab, name, waypoints);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task ACLs_that_allow_and_a_service_with_a_management_token()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions
        {
            Servers = 3,
            Clients = 1,
            Token = s_token,
            Configuration = $$"""acl { enabled = true, default_policy = "allow", tokens { master = "{{s_token}}" } }""",
            NodeConfiguration = agent => agent.IsServer ? null : $$"""service { name = "web", port = 80, token = "{{s_token}}" }""",
        });
        using (SecretVault vault = lab.OpenVault())
        {
            vault.Set(VaultNames.Management, s_token);
        }

        RolloutRecord record = await RunAsync(lab, "ACLs that allow");
        Assert.True(record.IsComplete);
        Assert.Contains("ACL-09", record.StillFailing);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Certificates_of_another_authority_that_nobody_verifies()
    {
        using var tls = new TlsLab();
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions
        {
            Servers = 3,
            Clients = 1,
            NodeConfiguration = agent =>
            {
                string path = tls.Issue(tls.OrderFor(agent), agent.Folder);
                return $"ca_file = \"{tls.AuthorityPath}\"\ncert_file = \"{path}\"\nkey_file = \"{CertificateFile.FindKey(path)}\"\nports {{ https = 8501 }}";
            },
        });
        var connection = new ConsulConnection(new Uri($"http://{lab.Inventory[0].Address}:8500")) { CACertificate = tls.AuthorityPath };
        lab.Connection = connection;

        RolloutRecord record = await RunAsync(lab, "another authority");
        Assert.True(record.IsComplete);
        Assert.Equal(["HST-11"], record.StillFailing);
        Assert.False(File.Exists(NodeFiles.CertificateFile(lab.Inventory[0])));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_hardened_cluster_of_which_one_node_fell_back()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 2 });
        await RunAsync(lab, "all");
        ConsulAgent agent = lab.Cluster["c2"];

        // Somebody takes one of our files away from one node, and restarts it.
        File.Delete(Path.Combine(agent.ConfigurationFolder, "zzz-consulsecurity-acl.hcl"));
        await agent.KillAsync();
        agent.Start();
        RolloutPlan plan = await lab.PlanAsync();
        output.WriteLine(string.Join("\n", plan.Waypoints));
        Assert.Equal(["c2"], plan.Waypoints.SelectMany(w => w.Nodes).Select(n => n.Node).Distinct());
        RolloutRecord record = await lab.RunAsync(plan);
        Assert.True(record.IsComplete);
        Assert.Equal(["c2"], record.Restarts.Keys);
        Assert.True((await lab.PlanAsync()).IsEmpty);
    }

    [Fact]
    public async Task An_inventory_that_lacks_a_member_is_refused_as_is_a_federation()
    {
        IReadOnlyList<ConsulCluster> clusters = await ConsulCluster.StartFederationAsync(
            new ConsulClusterOptions { Servers = 1, Clients = 1 }, new ConsulClusterOptions { Servers = 1, Datacenter = "dc2" });
        try
        {
            ConsulNode[] all = [.. clusters[0].Agents.Select(RolloutLab.Node)];
            ConsulSecurityException missing = await Assert.ThrowsAsync<ConsulSecurityException>(() => PlanAsync(all[..1]));
            ConsulSecurityException federated = await Assert.ThrowsAsync<ConsulSecurityException>(() => PlanAsync(all));

            Assert.Equal("RolloutMemberMissing", missing.ErrorId);
            Assert.Contains("'c1'", missing.Message, StringComparison.Ordinal);
            Assert.Equal("RolloutFederated", federated.ErrorId);
            Assert.Contains("'dc2'", federated.Message, StringComparison.Ordinal);
        }
        finally
        {
            foreach (ConsulCluster cluster in clusters)
            {
                await cluster.DisposeAsync();
            }
        }
    }

    private static Task<RolloutPlan> PlanAsync(IReadOnlyList<ConsulNode> inventory) =>
        new ClusterProtection(inventory, null, SilentLog.Instance).PlanAsync(new RolloutGoal(), null, CancellationToken.None);

    private async Task HardenAsync(RolloutLab lab, string name, string waypoints)
    {
        RolloutPlan plan = await lab.PlanAsync();
        Assert.Equal(waypoints, string.Join(" ", plan.Waypoints.Select(w => w.Name)));
        RolloutRecord record;
        try
        {
            record = await lab.RunAsync(plan);
        }
        catch (ConsulSecurityException)
        {
            output.WriteLine(string.Join("\n", lab.Cluster.Agents.Select(a => $"--- {a.Name} {a.ProcessId}\n{a.LogTail()}")));
            throw;
        }

        output.WriteLine($"{name}: {record}; still failing {string.Join(", ", record.StillFailing)}; not done {string.Join("; ", plan.Omissions)}");
        Assert.True(record.IsComplete);
        Assert.DoesNotContain(record.StillFailing, id => id != "HST-11" && !plan.Omissions.Any(o => o.Check == id));
        Assert.InRange(record.LongestUnavailability!.Value.TotalSeconds, 0, 20);
        RolloutPlan second = await lab.PlanAsync();
        Assert.True(second.IsEmpty, string.Join("\n", second.Waypoints));
    }

    private async Task<RolloutRecord> RunAsync(RolloutLab lab, string name)
    {
        RolloutPlan plan = await lab.PlanAsync();
        output.WriteLine(string.Join("\n", plan.Waypoints));
        RolloutRecord record = await lab.RunAsync(plan);
        output.WriteLine($"{name}: {record}; still failing {string.Join(", ", record.StillFailing)}; not done {string.Join("; ", plan.Omissions)}");
        return record;
    }
}
