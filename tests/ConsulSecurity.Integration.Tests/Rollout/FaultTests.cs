using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using ConsulSecurity.Rollout;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>What goes wrong during a run stops it at a gate or before it acts; the cluster stays available, and the next run completes.</summary>
public class FaultTests(ITestOutputHelper output)
{
    private static readonly RolloutOptions s_quick = new() { LookAfter = false, Gate = new GateOptions { Patience = TimeSpan.FromSeconds(8) } };

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_follower_that_does_not_come_back()
    {
        await using RolloutLab lab = await StartAsync();
        ConsulAgent leader = await lab.Cluster.LeaderAsync();
        string follower = lab.Cluster.Servers.First(s => s != leader).Name;
        await StopsAsync(lab, "RolloutGateFailed", follower, lab.With(follower, node => Copy(node, start: "true")));
        Assert.Null(lab.Cluster[follower].ProcessId);

        lab.Cluster[follower].Start();
        await CompletesAsync(lab);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_wrong_command_to_start_an_agent()
    {
        await using RolloutLab lab = await StartAsync();
        await StopsAsync(lab, "NodeCommandFailed", "c1", lab.With("c1", node => Copy(node, start: "no-such-program-here")));
        await CompletesAsync(lab);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_wrong_command_to_stop_an_agent()
    {
        await using RolloutLab lab = await StartAsync();
        await StopsAsync(lab, "NodeCommandFailed", "c1", lab.With("c1", node => Copy(node, stop: "exit 3")));
        await CompletesAsync(lab);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Another_administrator_says_otherwise_in_a_file_that_sorts_later()
    {
        await using RolloutLab lab = await StartAsync();
        string file = Path.Combine(lab.Cluster["s2"].ConfigurationFolder, "zzzz.hcl");
        await File.WriteAllTextAsync(file, "acl { default_policy = \"allow\" }");
        await StopsAsync(lab, "SettingOverridden", "zzzz.hcl", lab.Inventory);

        File.Delete(file);
        await CompletesAsync(lab);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written()
    {
        await using RolloutLab lab = await StartAsync();
        string folder = Path.Combine(lab.Cluster["c1"].ConfigurationFolder, "tls");
        await File.WriteAllTextAsync(folder, "a file where a folder should be made");
        await StopsAsync(lab, null, "tls", lab.Inventory);

        File.Delete(folder);
        await CompletesAsync(lab);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task An_agent_that_is_killed_meanwhile()
    {
        await using RolloutLab lab = await StartAsync();
        string? killed = null;
        RolloutOptions options = s_quick with
        {
            JournalWritten = entry =>
            {
                // The first server that is done, before the next is stopped.
                if (killed is null && entry is { Act: "gate", State: "done", Waypoint: "P1", Node: { } node } && node[0] == 's')
                {
                    killed = node;
                    lab.Cluster[node].KillAsync().GetAwaiter().GetResult();
                }
            },
        };
        await StopsAsync(lab, "RolloutGateFailed", "'s", lab.Inventory, options);
        Assert.Equal(2, lab.Cluster.Servers.Count(s => s.IsRunning));

        lab.Cluster[killed!].Start();
        await CompletesAsync(lab);
    }

    [Fact]
    public async Task A_configuration_that_was_broken_since_the_plan_stops_it_before_an_agent_is()
    {
        await using RolloutLab lab = await StartAsync();
        RolloutPlan plan = await lab.PlanAsync();
        await File.WriteAllTextAsync(Path.Combine(lab.Cluster["c1"].ConfigurationFolder, "50-broken.hcl"), "this is no configuration {");
        ConsulSecurityException broken = await Assert.ThrowsAsync<ConsulSecurityException>(() => lab.RunAsync(plan, s_quick));
        Assert.Equal("ConfigurationInvalid", broken.ErrorId);
        Assert.DoesNotContain(RolloutJournal.Read(lab.JournalPath), e => e.Act == "stop");
    }

    private static Task<RolloutLab> StartAsync() => RolloutLab.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 1 });

    private static ConsulNode Copy(ConsulNode node, string? start = null, string? stop = null) => new()
    {
        Name = node.Name,
        Address = node.Address,
        IsServer = node.IsServer,
        ConfigurationFolder = node.ConfigurationFolder,
        DataFolder = node.DataFolder,
        StartCommand = start ?? node.StartCommand,
        StopCommand = stop ?? node.StopCommand,
        ReloadCommand = node.ReloadCommand,
    };

    private async Task StopsAsync(RolloutLab lab, string? id, string names, IReadOnlyList<ConsulNode> inventory, RolloutOptions? options = null)
    {
        RolloutPlan plan = await lab.PlanAsync();
        await using var load = new Load(LoadKind.FailOver, 40, [.. lab.Cluster.Servers.Select(s => s.Address)]);
        ConsulSecurityException error = await Assert.ThrowsAnyAsync<ConsulSecurityException>(() => lab.ApplyAsync(plan, inventory, options ?? s_quick));
        await load.StopAsync();
        output.WriteLine($"{error.ErrorId}: {error.Message} {error.Detail}");
        output.WriteLine($"{load.Operations} operations, {load.Failed} failed, longest wait {load.LongestWait.TotalSeconds:0.00} s");
        Assert.True(id is null || error.ErrorId == id, error.ErrorId);
        Assert.Contains(names, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, load.Failed);
    }

    private async Task CompletesAsync(RolloutLab lab)
    {
        RolloutRecord record = await lab.ApplyAsync(ClusterProtection.Unfinished(lab.JournalPath)!, lab.Inventory, new RolloutOptions());
        output.WriteLine(record.ToString());
        Assert.Equal(["HST-11"], record.StillFailing);
    }
}
