using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Connect;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

public class IntentionPlanTests
{
    private static readonly string[] s_names = ["a", "b", "*"];

    [Fact]
    public void New_ones_come_from_the_exact_to_the_broad_and_old_ones_go_after()
    {
        IReadOnlyList<IntentionChange> plan = IntentionPlan.Make(
            Parse("web>*:allow", "old>api:deny", "web>db:allow"), Parse("*>*:deny", "web>api:allow", "web>db:allow"), prune: true);

        Assert.Equal(
            ["Add web -> api: Allow", "Add * -> *: Deny", "Remove web -> *: Allow", "Remove old -> api: Deny"],
            plan.Select(change => change.ToString()));
    }

    [Fact]
    public void Without_pruning_nothing_goes_and_what_is_so_already_stays() =>
        Assert.Empty(IntentionPlan.Make(Parse("web>api:allow", "x>y:deny"), Parse("web>api:allow"), prune: false));

    [Fact]
    public void Intentions_of_peers_are_left_alone() => Assert.Empty(IntentionPlan.Make(
        [new() { Source = "web", Destination = "api", Action = IntentionAction.Allow, SourcePeer = "east" }], [], prune: true));

    [Fact]
    public void Whoever_may_connect_before_and_after_may_connect_at_every_step_of_a_switch_to_deny()
    {
        var random = new Random(20);
        for (int round = 0; round < 2_000; round++)
        {
            List<ConsulIntention> current = Random(random);
            List<ConsulIntention> desired = [.. Random(random).Where(i => (i.Source, i.Destination) != ("*", "*")), .. Parse("*>*:deny")];
            List<ConsulIntention> steady = [.. current.Where(c => c.Precedence == 9 && desired.Any(d => d.ToString() == c.ToString()))];
            List<ConsulIntention> now = [.. current];
            foreach (IntentionChange change in IntentionPlan.Make(current, desired, prune: true))
            {
                now.RemoveAll(i => change.Before is { } before && i.Source == before.Source && i.Destination == before.Destination);
                now.AddRange(change.After is { } after ? [after] : []);
                var evaluator = new IntentionEvaluator(now, defaultAllows: true);
                Assert.All(steady, s => Assert.Equal(s.Action == IntentionAction.Allow, evaluator.Decide(s.Source, s.Destination).Allowed));
            }

            Assert.Equal(desired.Select(i => i.ToString()).Order(), now.Select(i => i.ToString()).Order());
        }
    }

    private static List<ConsulIntention> Random(Random random) =>
    [
        .. from source in s_names
           from destination in s_names
           where random.Next(2) == 0
           select new ConsulIntention { Source = source, Destination = destination, Action = (IntentionAction)random.Next(2) },
    ];

    private static ConsulIntention[] Parse(params string[] texts) => [.. texts.Select(text =>
    {
        string[] parts = text.Split('>', ':');
        return new ConsulIntention { Source = parts[0], Destination = parts[1], Action = IntentionJson.ParseAction(parts[2]) };
    })];
}
