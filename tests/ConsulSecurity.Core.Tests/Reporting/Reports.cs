using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Core.Tests.Hardening;
using ConsulSecurity.Hardening;
using ConsulSecurity.Reporting;

namespace ConsulSecurity.Core.Tests.Reporting;

/// <summary>Reports with everything in them: passes, failures with and without a place, what could not be looked at, an error.</summary>
internal static class Reports
{
    public static readonly HardeningReportFormat[] Formats = [.. Enum.GetValues<HardeningReportFormat>()];

    public static HardeningReport Mixed()
    {
        ClusterSnapshot snapshot = Snapshots.Secure("""
            verify_incoming = false
            disable_remote_exec = false
            http_config { allow_write_http_from = ["0.0.0.0/0"] }
            """).With(intentions: new IntentionEvidence(2, false, true, ["* => *"]));
        ClusterSnapshot blind = snapshot.WithNode(node => node with { Https = new Evidence<RpcEvidence>() });
        return Report(blind, CheckCatalog.All);
    }

    public static HardeningReport Report(ClusterSnapshot snapshot, IEnumerable<HardeningCheck> checks)
    {
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(snapshot, checks);
        HardeningAudit audit = findings[0].Audit;

        // The report must not change with the version.
        var stable = new HardeningAudit
        {
            TakenAt = audit.TakenAt,
            Datacenter = audit.Datacenter,
            Nodes = audit.Nodes,
            Versions = audit.Versions,
            ToolVersion = "1.2.3",
            Score = audit.Score,
            Counts = audit.Counts,
        };
        return HardeningReport.Of(findings.Select(f => Copy(f, stable)));
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
        })));
    }

    public static string Render(HardeningReport report, HardeningReportFormat format) => ReportWriter.Render(report, format, "/checkout");

    private static HardeningFinding Copy(HardeningFinding f, HardeningAudit audit) => new()
    {
        Audit = audit,
        Check = f.Check,
        Outcome = f.Outcome,
        Subject = f.Subject,
        Seen = f.Seen,
        Expected = f.Expected,
        Reason = f.Reason,
        Location = f.Location,
    };
}
