using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Reporting;

/// <summary>What every format shows: the runs, and their findings in one order whatever order they came in.</summary>
internal sealed class HardeningReport
{
    private HardeningReport(IReadOnlyList<HardeningFinding> findings)
    {
        Findings = findings;
        Audits = [.. findings.Select(f => f.Audit).Distinct().OrderBy(a => a.Datacenter, StringComparer.Ordinal).ThenBy(a => a.TakenAt)];
        Checks =
        [
            .. findings.GroupBy(f => f.Id)
                .Select(g => new CheckResult(g.First().Check, g.OrderBy(f => Auditor.Rank(f.Outcome)).First().Outcome, [.. g]))
                .OrderBy(c => c.Check.Area).ThenBy(c => Auditor.Rank(c.Outcome)).ThenByDescending(c => c.Check.Severity)
                .ThenBy(c => c.Check.Id, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<HardeningAudit> Audits { get; }

    /// <summary>By area, worst first within it.</summary>
    public IReadOnlyList<HardeningFinding> Findings { get; }

    /// <summary>The same by check: by area, worst first within it.</summary>
    public IReadOnlyList<CheckResult> Checks { get; }

    /// <summary>What the checks that fail give up, in plain words, worst first; each once, with the checks that say so.</summary>
    public IReadOnlyList<GivenUp> GivenUp =>
    [
        .. Checks.Where(c => c.Outcome == FindingOutcome.Fail)
            .OrderByDescending(c => c.Check.Severity).ThenBy(c => c.Check.Id, StringComparer.Ordinal)
            .GroupBy(c => c.Check.GivenUp)
            .Select(g => new GivenUp(g.Key, g.First().Check.Severity, [.. g.Select(c => c.Check.Id)])),
    ];

    /// <summary>The datacenters, for a title.</summary>
    public string Name => Audits.Count == 0
        ? "nothing was judged"
        : string.Join(", ", Audits.Select(a => a.Datacenter ?? "(unknown datacenter)").Distinct());

    public string ToolVersion => Audits.Count == 0 ? typeof(HardeningReport).Assembly.GetName().Version!.ToString(3) : Audits[0].ToolVersion;

    public static HardeningReport Of(IEnumerable<HardeningFinding> findings) => new(
    [
        .. findings.OrderBy(f => f.Area).ThenBy(f => Auditor.Rank(f.Outcome)).ThenByDescending(f => f.Severity)
            .ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Audit.Datacenter, StringComparer.Ordinal)
            .ThenBy(f => f.Subject, StringComparer.Ordinal).ThenBy(f => f.Seen, StringComparer.Ordinal),
    ]);

    /// <summary>How many checks came to it, in all runs: of the runs, whatever part of their findings is in this report.</summary>
    public int Count(FindingOutcome outcome) => Audits.Sum(a => a.Counts.TryGetValue(outcome, out int count) ? count : 0);

    /// <summary>What a finding is about; with the datacenter where the report is about several.</summary>
    public string SubjectOf(HardeningFinding finding) =>
        Audits.Count > 1 ? $"{finding.Audit.Datacenter ?? "(unknown datacenter)"}: {finding.Subject}" : finding.Subject;
}
