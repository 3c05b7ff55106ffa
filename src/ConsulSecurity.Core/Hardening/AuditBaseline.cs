using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>What failed in an earlier report, to say of each finding what became of it.</summary>
/// <param name="Name">The report's file.</param>
/// <param name="Failed">What failed then.</param>
internal sealed record AuditBaseline(string Name, IReadOnlyList<BaselineFault> Failed)
{
    /// <summary>
    /// Marks the findings, and adds one for each fault of then whose subject is not among them. Where the check could not look at something
    /// now, that fault is not taken for mended.
    /// </summary>
    public IReadOnlyList<HardeningFinding> Compare(IReadOnlyList<HardeningFinding> findings, HardeningAudit audit, IEnumerable<HardeningCheckInfo> run)
    {
        BaselineFault[] here = [.. Failed.Where(fault => audit.Datacenter is null || fault.Datacenter is null || fault.Datacenter == audit.Datacenter)];
        var then = new HashSet<(string, string)>(here.Select(fault => (fault.Id, fault.Subject)));
        var now = new HashSet<(string, string)>(findings.Select(f => (f.Id, f.Subject)));
        Dictionary<string, HardeningCheckInfo> checks = run.ToDictionary(check => check.Id);
        ILookup<string, HardeningFinding> byCheck = findings.ToLookup(f => f.Id);
        return
        [
            .. findings.Select(f => f with { Change = Of(f.Outcome, then.Contains((f.Id, f.Subject))) }),
            .. here.Where(fault => checks.ContainsKey(fault.Id) && now.Add((fault.Id, fault.Subject)))
                .Select(fault => Gone(fault, checks[fault.Id], audit, byCheck[fault.Id])),
        ];
    }

    private static FindingChange Of(FindingOutcome outcome, bool failedThen) => (outcome, failedThen) switch
    {
        (FindingOutcome.Fail, true) => FindingChange.StillThere,
        (FindingOutcome.Fail, false) => FindingChange.New,
        (FindingOutcome.Pass or FindingOutcome.NotApplicable, true) => FindingChange.Mended,
        (_, true) => FindingChange.NotSeen,
        _ => FindingChange.None,
    };

    private static HardeningFinding Gone(BaselineFault fault, HardeningCheckInfo check, HardeningAudit audit, IEnumerable<HardeningFinding> sameCheck)
    {
        HardeningFinding? blind = sameCheck.FirstOrDefault(f => f.Outcome is FindingOutcome.Unknown or FindingOutcome.Error);
        return new HardeningFinding
        {
            Check = check,
            Audit = audit,
            Subject = fault.Subject,
            Outcome = blind is null ? FindingOutcome.NotApplicable : FindingOutcome.Unknown,
            Reason = blind is null ? "it is not there any more" : blind.Reason,
            Change = blind is null ? FindingChange.Mended : FindingChange.NotSeen,
        };
    }
}
