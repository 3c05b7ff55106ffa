using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Judges a snapshot by checks. Pure: it looks at nothing else, and a check that throws does not end the others.</summary>
internal static class Auditor
{
    public static IReadOnlyList<HardeningFinding> Judge(ClusterSnapshot snapshot, IEnumerable<HardeningCheck> checks) =>
        Judge(snapshot, new AuditPlan([.. checks]));

    /// <summary>The findings, by area, worst first within it.</summary>
    public static IReadOnlyList<HardeningFinding> Judge(ClusterSnapshot snapshot, AuditPlan plan)
    {
        var audit = new HardeningAudit
        {
            TakenAt = snapshot.TakenAt,
            Datacenter = snapshot.Datacenter,
            Nodes = [.. snapshot.Nodes.Select(node => node.Name)],
            Versions = [.. snapshot.Nodes.Select(node => node.Version).OfType<string>().Distinct().OrderBy(v => v, StringComparer.Ordinal)],
            ToolVersion = typeof(Auditor).Assembly.GetName().Version!.ToString(3),
            Profile = plan.Profile,
            Picture = PictureMaker.Of(snapshot),
        };
        var desk = new WaiverDesk(plan.Waivers, snapshot.TakenAt);
        IReadOnlyList<HardeningFinding> findings = [.. plan.Checks.SelectMany(check => Judge(snapshot, check, audit)).Select(desk.Hang)];
        HardeningScore.Fill(audit, findings);
        audit.Waived = findings.Count(f => f.Waiver is not null);
        audit.Warnings = desk.Warnings(plan.Checks.Select(check => check.Info.Id));
        return
        [
            .. (plan.Baseline?.Compare(findings, audit, plan.Checks.Select(check => check.Info)) ?? findings)
                .OrderBy(f => f.Area).ThenBy(f => Rank(f.Outcome)).ThenByDescending(f => f.Severity)
                .ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Subject, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<HardeningFinding> Judge(ClusterSnapshot snapshot, HardeningCheck check, HardeningAudit audit)
    {
        IEnumerable<Judgement> judgements;
        try
        {
            judgements = [.. check.Judge(snapshot)];
        }
        catch (Exception e)
        {
            judgements = [new Judgement(FindingOutcome.Error, "cluster") { Reason = $"The check went wrong ({e.GetType().Name}: {e.Message}): please report it." }];
        }

        return judgements.Select(judgement => new HardeningFinding
        {
            Audit = audit,
            Check = check.Info,
            Outcome = judgement.Outcome,
            Subject = judgement.Subject,
            Expected = judgement.Expected,
            Seen = judgement.Seen,
            Reason = judgement.Reason,
            Location = judgement.Location,
        });
    }

    /// <summary>Worst first.</summary>
    internal static int Rank(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Fail => 0,
        FindingOutcome.Error => 1,
        FindingOutcome.Unknown => 2,
        FindingOutcome.Pass => 3,
        _ => 4,
    };
}
