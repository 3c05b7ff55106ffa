using System.Linq;
using ConsulSecurity.Rollout;
using Xunit;

namespace ConsulSecurity.Core.Tests.Rollout;

/// <summary>Steps come in the fewest passes that their dependencies allow.</summary>
public class RolloutPlannerTests
{
    [Fact]
    public void All_steps_take_three_passes_and_one_round_of_calls()
    {
        var slots = RolloutPlanner.Schedule(StepTable.All.Select(s => s.Id));

        Assert.Equal([1, 2, 3, 5], slots.Values.Distinct().Order());
        Assert.All(StepTable.All, step => Assert.All(step.After, before => Assert.True(slots[before.Step] < slots[step.Id], $"{step.Id} after {before.Step}")));
    }

    [Theory]
    [InlineData("acl-deny", 1)]
    [InlineData("gossip-refuse", 1)]
    [InlineData("gossip-send gossip-refuse", 3)]
    [InlineData("gossip-key gossip-send gossip-refuse", 5)]
    [InlineData("acl-tokens agent-tokens", 1)]
    [InlineData("acl-allow acl-tokens agent-tokens acl-deny", 5)]
    [InlineData("connect intentions", 2)]
    public void What_is_done_already_is_not_waited_for(string steps, int last)
    {
        Assert.Equal(last, RolloutPlanner.Schedule(steps.Split(' ')).Values.Max());
    }

    [Fact]
    public void Every_dependency_has_a_reason_and_a_source()
    {
        Assert.All(StepTable.All.SelectMany(s => s.After), d =>
        {
            Assert.Contains(StepTable.All, s => s.Id == d.Step);
            Assert.NotEmpty(d.Reason);
            Assert.StartsWith("https://", d.Source, System.StringComparison.Ordinal);
        });
    }
}
