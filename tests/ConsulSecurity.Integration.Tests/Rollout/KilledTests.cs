using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>A run that is killed (SIGKILL) goes on where it was, wherever that is.</summary>
public class KilledTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Killed_after_every_entry_of_the_journal_the_next_run_goes_on_and_the_cluster_is_available()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync();
        int kills = 0;
        string last = string.Empty;
        while (!last.StartsWith("done ", StringComparison.Ordinal))
        {
            last = await RolloutHost.RunAsync(lab);
            Assert.True(last.StartsWith("at ", StringComparison.Ordinal) || last.StartsWith("done ", StringComparison.Ordinal), last + "\n" + Logs(lab));
            if (last.StartsWith("at ", StringComparison.Ordinal))
            {
                kills++;
                output.WriteLine(last);
                await RequireAvailableAsync(lab, last);
            }
        }

        output.WriteLine($"{kills} kills, {RolloutJournal.Read(lab.JournalPath).Count} entries; {last}");
        Assert.InRange(kills, 60, 1000);
        Assert.Contains("failing: HST-11\n", last + "\n", StringComparison.Ordinal);
        await RequireSameAsUndisturbedAsync(lab);
    }

    // A write and a read through some agent, as applications with a retry would do them.
    private static async Task RequireAvailableAsync(RolloutLab lab, string when)
    {
        ClusterAccess access = lab.Access();
        string? error = null;
        for (int i = 0; i < 60; i++)
        {
            foreach (ConsulNode node in lab.Inventory)
            {
                await access.AskAsync(node, "status/leader", CancellationToken.None);
                try
                {
                    ConsulAnswer answer = await new ConsulClient(access.Client(node).Connection, null, new RetryPolicy { WhileUnavailable = TimeSpan.Zero, WhileUnreachable = TimeSpan.Zero })
                        .AskAsync(ConsulRequest.Put("kv/available").WithBody("1"), CancellationToken.None);
                    if (answer.IsSuccess)
                    {
                        return;
                    }

                    error = answer.Body;
                }
                catch (ConsulSecurityException e)
                {
                    error = e.Message;
                }
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{when}: {error}");
    }

    // What an undisturbed run leaves: the files as planned, one of each token, nothing more to do.
    private static async Task RequireSameAsUndisturbedAsync(RolloutLab lab)
    {
        RolloutPlan plan = await lab.PlanAsync();
        Assert.True(plan.IsEmpty, string.Join("\n", plan.Waypoints));
        RolloutPlan done = ClusterProtection.Last(lab.JournalPath)!;
        foreach (INode node in lab.Nodes)
        {
            foreach (RolloutFile file in done.Waypoints.SelectMany(w => w.Nodes).Where(n => n.Node == node.Info.Name).SelectMany(n => n.Files).GroupBy(f => f.Topic).Select(g => g.Last()))
            {
                string text = await File.ReadAllTextAsync(NodeFiles.Fragment(node.Info, file.Topic));
                Assert.All(file.Settings, setting => Assert.Contains(setting.Name.Split('.').Last(), text, StringComparison.Ordinal));
            }
        }

        ConsulClient client = await lab.Access().AnyServerAsync(leader: true, CancellationToken.None);
        IReadOnlyList<JObject> tokens = await new AclApi(client).ListAsync(AclKind.Token, CancellationToken.None);
        string[] expected = ["Anonymous Token", "Bootstrap Token (Global Management)", "DNS", .. lab.Inventory.Select(n => $"agent {n.Name}")];
        Assert.Equal(expected.Order(StringComparer.Ordinal), tokens.Select(t => (string)t["Description"]!).Order(StringComparer.Ordinal));
    }

    private static string Logs(RolloutLab lab) => string.Join("\n", lab.Cluster.Agents.Select(a => $"--- {a.Name} {a.ProcessId}\n{a.LogTail(12)}"));
}
