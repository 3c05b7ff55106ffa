using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Rollout;

/// <summary>Journals, plans and inventories as files.</summary>
public sealed class RolloutFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_that_was_not_finished_when_the_process_died_counts_as_not_begun()
    {
        string path = Path.Combine(_folder, "a.journal");
        using (RolloutJournal journal = RolloutJournal.Open(path, () => DateTimeOffset.UnixEpoch))
        {
            journal.Write(new JournalEntry { Plan = "p", State = "begin", Act = "run" });
            journal.Write(new JournalEntry { Plan = "p", State = "begin", Act = "stop", Waypoint = "P1", Node = "s1" });
        }

        string text = File.ReadAllText(path);
        File.WriteAllText(path, text[..^9]);
        using (RolloutJournal again = RolloutJournal.Open(path, () => DateTimeOffset.UnixEpoch))
        {
            Assert.Equal("run", Assert.Single(again.Entries).Act);
            Assert.Equal(2, again.Write(new JournalEntry { Plan = "p", State = "done", Act = "run" }).Number);
        }

        Assert.Equal(["begin", "done"], RolloutJournal.Read(path).Select(e => e.State));
    }

    [Fact]
    public void A_file_that_is_no_journal_is_refused()
    {
        string path = Path.Combine(_folder, "b.journal");
        File.WriteAllText(path, "hello\n");

        Assert.Equal("JournalUnreadable", Assert.Throws<ConsulSecurityException>(() => RolloutJournal.Open(path, () => DateTimeOffset.UnixEpoch)).ErrorId);
    }

    [Fact]
    public void A_plan_comes_back_as_it_was_written()
    {
        var plan = new RolloutPlan
        {
            Id = "abc",
            Datacenter = "dc1",
            ConsulVersion = "1.8.7",
            Nodes = [new ConsulNode { Name = "s1", Address = "10.0.0.1", IsServer = true }],
            Waypoints =
            [
                new RolloutWaypoint
                {
                    Name = "P1",
                    Steps = [new RolloutStep { Id = "x", Title = "y", After = [new RolloutDependency("w", "because", "https://x")] }],
                    Nodes =
                    [
                        new RolloutNodeChange
                        {
                            Node = "s1",
                            NeedsRestart = true,
                            Files =
                            [
                                new RolloutFile
                                {
                                    Topic = "t",
                                    Settings =
                                    [
                                        new RolloutSetting { Name = "a", Value = true }, new RolloutSetting { Name = "b", Value = 8501L },
                                        new RolloutSetting { Name = "c", Value = new List<string> { "d", "e" } }, new RolloutSetting { Name = "f", Secret = "g" },
                                    ],
                                },
                            ],
                        },
                    ],
                },
            ],
        };

        RolloutPlan read = PlanFile.FromJson(PlanFile.ToJson(plan), "plan.json");

        Assert.Equal(PlanFile.ToJson(plan), PlanFile.ToJson(read));
        Assert.Equal(plan.Waypoints[0].Nodes[0].Difference, read.Waypoints[0].Nodes[0].Difference);
        Assert.IsType<long>(read.Waypoints[0].Nodes[0].Files[0].Settings[1].Value);
        Assert.Equal("RolloutPlanUnreadable", Assert.Throws<ConsulSecurityException>(() => PlanFile.FromJson("{}", "x")).ErrorId);
    }

    [Theory]
    [InlineData("""[{ "Name": "s1", "Address": "a", "IsServer": true }, { "Name": "S1", "Address": "b" }]""", "twice")]
    [InlineData("""[{ "Name": "c1", "Address": "a" }]""", "no server")]
    [InlineData("""[{ "Name": "s1", "IsServer": true }]""", "Address")]
    [InlineData("""[{ "Name": "s1", "Address": "a", "Wrong": 1 }]""", "'Wrong'")]
    [InlineData("""[{ "Name": "s1", "Address": "a", "HttpPort": "many" }]""", "'HttpPort'")]
    [InlineData("\"text\"", "list of nodes")]
    public void An_inventory_that_could_do_harm_is_refused(string json, string reason)
    {
        ConsulSecurityException error = Assert.Throws<ConsulSecurityException>(() => NodeInventory.Read(JToken.Parse(json), "x.json"));

        Assert.Equal("InventoryInvalid", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_count_where_a_node_says_nothing()
    {
        IReadOnlyList<ConsulNode> nodes = NodeInventory.Read(
            JToken.Parse("""{ "Defaults": { "DataFolder": "/d", "IsServer": true }, "Nodes": [{ "name": "s1", "address": "a" }, { "Name": "c1", "Address": "b", "IsServer": false }] }"""), "x");

        Assert.Equal([true, false], nodes.Select(n => n.IsServer));
        Assert.All(nodes, n => Assert.Equal("/d", n.DataFolder));
    }
}
