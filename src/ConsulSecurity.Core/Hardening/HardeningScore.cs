using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Counts checks and weighs them. What could not be looked at weighs as if it failed.</summary>
internal static class HardeningScore
{
    public static void Fill(HardeningAudit audit, IReadOnlyList<HardeningFinding> findings)
    {
        List<(HardeningCheckInfo Check, FindingOutcome Outcome)> checks =
            [.. findings.GroupBy(f => f.Id).Select(g => (g.First().Check, Worst(g.Select(f => f.Outcome))))];
        audit.Counts = checks.GroupBy(c => c.Outcome).ToDictionary(g => g.Key, g => g.Count());
        int all = checks.Where(c => c.Outcome != FindingOutcome.NotApplicable).Sum(c => Weight(c.Check.Severity));
        int passed = checks.Where(c => c.Outcome == FindingOutcome.Pass).Sum(c => Weight(c.Check.Severity));
        audit.Score = all == 0 ? 0 : passed * 100 / all;
    }

    private static FindingOutcome Worst(IEnumerable<FindingOutcome> outcomes)
    {
        var all = new HashSet<FindingOutcome>(outcomes);
        foreach (FindingOutcome outcome in new[] { FindingOutcome.Fail, FindingOutcome.Error, FindingOutcome.Unknown, FindingOutcome.Pass })
        {
            if (all.Contains(outcome))
            {
                return outcome;
            }
        }

        return FindingOutcome.NotApplicable;
    }

    private static int Weight(Severity severity) => severity switch
    {
        Severity.Critical => 10,
        Severity.High => 5,
        Severity.Medium => 2,
        Severity.Low => 1,
        _ => 0,
    };
}
