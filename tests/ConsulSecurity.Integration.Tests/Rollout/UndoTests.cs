using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using ConsulSecurity.Rollout;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>What was done can be taken back, with the cluster available all the time.</summary>
public class UndoTests(ITestOutputHelper output)
{
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(null)]
    [InlineData("P1")]
    [InlineData("P2")]
    public async Task The_way_back_leads_to_where_the_cluster_began(string? until)
    {
        await using RolloutLab lab = await RolloutLab.StartAsync();
        Dictionary<string, string> before = Files(lab);
        RolloutPlan plan = await lab.PlanAsync();
        await lab.RunAsync(plan, new RolloutOptions { Until = until, LookAfter = until is null });

        RolloutRecord back = await lab.RunAsync(plan, undo: true);

        output.WriteLine($"{back}; restarts {string.Join(", ", back.Restarts.Select(r => $"{r.Key} {r.Value}"))}");
        Assert.Equal(plan.ScoreBefore, back.ScoreAfter);
        Assert.Equal(before, Files(lab));
        Assert.InRange(back.LongestUnavailability!.Value.TotalSeconds, 0, 10);
        await lab.Cluster.WaitAsync(ClusterWait.Members);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task After_the_way_back_the_cluster_can_be_hardened_again()
    {
        await using RolloutLab lab = await RolloutLab.StartAsync();
        RolloutPlan plan = await lab.PlanAsync();
        await lab.RunAsync(plan, new RolloutOptions { LookAfter = false });
        await lab.RunAsync(plan, new RolloutOptions { LookAfter = false }, undo: true);

        RolloutRecord again = await lab.RunAsync(await lab.PlanAsync());

        Assert.Equal(["HST-11"], again.StillFailing);
    }

    // Our files in the configuration folders, and the folders' other files.
    private static Dictionary<string, string> Files(RolloutLab lab) => lab.Inventory
        .SelectMany(node => Directory.GetFiles(node.ConfigurationFolder, "*", SearchOption.AllDirectories))
        .ToDictionary(path => path, File.ReadAllText);
}
