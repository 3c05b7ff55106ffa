using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Core.Tests.Hardening;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Core.Tests.Reporting;

/// <summary>Reports with everything in them: passes, failures with and without a place, what could not be looked at, an error.</summary>
internal static class Reports
{
    public static readonly HardeningReportFormat[] Formats = [.. Enum.GetValues<HardeningReportFormat>()];

    // The approved files are about the form of reports: a new check is no reason to approve them anew.
    private static readonly string[] s_checks =
        """
        ACL-01 ACL-02 ACL-03 ACL-04 ACL-07 ACL-08 ACL-09 ACL-13 ACL-21 ACL-22 ACL-28 ACL-34 ACL-35 EXE-01 EXE-02 EXE-08 EXE-09 EXE-10
        GOS-01 GOS-02 GOS-04 GOS-05 GOS-08 GOS-09 GOS-15 GOS-16 GOS-17 HST-06 HST-11 HST-12 HST-14 LIM-01 LIM-02 LIM-03 LIM-04 LIM-06
        MSH-01 MSH-13 MSH-14 MSH-15 NET-01 NET-03 NET-04 NET-05 NET-07 NET-08 NET-15 OPS-01 OPS-02 OPS-03 OPS-05 OPS-12 OPS-13 TLS-01
        TLS-02 TLS-03 TLS-04 TLS-07 TLS-08 TLS-09 TLS-10 TLS-11 TLS-14 TLS-17 TLS-18 TLS-19 TLS-20 TLS-41 TLS-46
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static HardeningReport Mixed()
    {
        ClusterSnapshot snapshot = Snapshots.Secure(Snapshots.Before112 + """
            verify_incoming = false
            disable_remote_exec = false
            http_config { allow_write_http_from = ["0.0.0.0/0"] }
            """) with { Intentions = Look.Seen<IReadOnlyList<ConsulIntention>>([Snapshots.Intention("*", "*", IntentionAction.Allow)]) };
        ClusterSnapshot blind = snapshot.WithNode(node => node with { Https = new Evidence<RpcEvidence>() });
        return Report(blind, new AuditPlan([.. CheckCatalog.All.Where(check => s_checks.Contains(check.Info.Id))])
        {
            Profile = "Level2",
            Waivers =
            [
                new HardeningWaiver("EXE-01", "s*", "Needed until the move in spring", "operations", new DateTime(2026, 3, 31)),
                new HardeningWaiver("TLS-09", "*", "The old load balancer", "network", new DateTime(2025, 12, 31)),
            ],
            Baseline = new AuditBaseline("earlier.json", [new("dc1", "EXE-01", "s1"), new("dc1", "ACL-28", "gone token"), new("dc1", "TLS-20", "s1")]),
        });
    }

    public static HardeningReport Report(ClusterSnapshot snapshot, IEnumerable<HardeningCheck> checks) => Report(snapshot, new AuditPlan([.. checks]));

    public static HardeningReport Report(ClusterSnapshot snapshot, AuditPlan plan)
    {
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(snapshot, plan);
        HardeningAudit audit = findings[0].Audit;

        // The report must not change with the version.
        var stable = new HardeningAudit
        {
            TakenAt = audit.TakenAt,
            Datacenter = audit.Datacenter,
            Nodes = audit.Nodes,
            Versions = audit.Versions,
            ToolVersion = "1.2.3",
            Profile = audit.Profile,
            Picture = audit.Picture,
            Score = audit.Score,
            Counts = audit.Counts,
            Waived = audit.Waived,
            Warnings = audit.Warnings,
        };
        return HardeningReport.Of(findings.Select(f => f with { Audit = stable }));
    }

    /// <summary>Every text that a stranger can choose is this one.</summary>
    public static HardeningReport Hostile(string text)
    {
        var audit = new HardeningAudit
        {
            TakenAt = DateTimeOffset.UnixEpoch,
            Datacenter = text,
            Nodes = [text],
            Versions = [text],
            ToolVersion = "1.2.3",
            Counts = Enum.GetValues<FindingOutcome>().ToDictionary(o => o, _ => 1),
            Profile = text,
            Warnings = [text],
        };
        HardeningCheckInfo[] checks = [.. CheckCatalog.All.Select(c => c.Info)];
        return HardeningReport.Of(Enum.GetValues<FindingOutcome>().SelectMany((outcome, i) => new[] { text, "other" }.Select(subject => new HardeningFinding
        {
            Audit = audit,
            Check = checks[i],
            Outcome = outcome,
            Subject = subject,
            Seen = text,
            Expected = text,
            Reason = text,
            Location = new SourceLocation("/etc/" + text, 3, 4),
            Waiver = outcome == FindingOutcome.Fail && subject == text ? new HardeningWaiver(text, text, text, text, new DateTime(2027, 1, 1)) : null,
        })));
    }

    public static string Render(HardeningReport report, HardeningReportFormat format) => ReportWriter.Render(report, format, "/checkout");
}
