using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ConsulSecurity.Reporting;

/// <summary>Markdown for merge requests and wikis: what is given up, then what fails and what mends it, then the rest in tables.</summary>
internal static class MarkdownReport
{
    public static string Render(HardeningReport report)
    {
        var text = new StringBuilder();
        text.Append($"# Consul hardening: {MarkdownText.Escape(report.Name)}\n\n");
        foreach (HardeningAudit audit in report.Audits)
        {
            AppendAudit(text, audit);
        }

        AppendGivenUp(text, report);
        foreach (IGrouping<CheckArea, CheckResult> area in report.Checks.GroupBy(c => c.Check.Area))
        {
            AppendArea(text, report, area);
        }

        return text.Append($"ConsulSecurity {report.ToolVersion}\n").ToString();
    }

    /// <summary>Why, what is given up and what mends it.</summary>
    public static string Advice(HardeningCheckInfo check)
    {
        var text = new StringBuilder();
        text.Append($"{MarkdownText.Escape(check.Why)}\n\n");
        text.Append($"**While it fails:** {MarkdownText.Escape(check.GivenUp)}\n\n");
        text.Append($"**What mends it:** {MarkdownText.Escape(check.Remedy)}\n");
        foreach (string link in check.References.Where(Links.IsSafe))
        {
            text.Append($"\n<{link}>\n");
        }

        return text.ToString();
    }

    private static void AppendAudit(StringBuilder text, HardeningAudit audit)
    {
        text.Append($"**Score {audit.Score} of 100** (what could not be looked at counts as not passed)\n\n");
        text.Append("| | |\n|---|---|\n");
        text.Append($"| Datacenter | {MarkdownText.Code(audit.Datacenter ?? "(unknown)")} |\n");
        text.Append($"| Nodes | {string.Join(" ", audit.Nodes.Take(50).Select(MarkdownText.Code))}{(audit.Nodes.Count > 50 ? $" and {audit.Nodes.Count - 50} more" : string.Empty)} |\n");
        text.Append($"| Consul | {string.Join(" ", audit.Versions.Select(MarkdownText.Code))} |\n");
        text.Append($"| Taken | {audit.TakenAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)} |\n");
        if (audit.Profile is { } profile)
        {
            text.Append($"| Profile | {MarkdownText.Code(profile)} |\n");
        }

        text.Append($"| Checks | {string.Join(", ", audit.Counts.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"))} |\n\n");
        foreach (string warning in audit.Warnings)
        {
            text.Append($"> **Warning:** {MarkdownText.Escape(warning)}\n\n");
        }
    }

    private static void AppendGivenUp(StringBuilder text, HardeningReport report)
    {
        IReadOnlyList<GivenUp> all = report.GivenUp;
        if (all.Count == 0)
        {
            return;
        }

        text.Append("## What is given up\n\n");
        foreach (GivenUp item in all)
        {
            text.Append($"- {MarkdownText.Escape(item.Sentence)} ({item.Severity}: {string.Join(", ", item.Checks)})\n");
        }

        text.Append('\n');
    }

    private static void AppendArea(StringBuilder text, HardeningReport report, IGrouping<CheckArea, CheckResult> area)
    {
        text.Append($"## {area.Key}\n\n");
        foreach (CheckResult result in area.Where(c => c.Outcome is FindingOutcome.Fail or FindingOutcome.Error))
        {
            text.Append($"### {result.Outcome} {result.Check.Id} ({result.Check.Severity}): {MarkdownText.Escape(result.Check.Title)}\n\n");
            AppendTable(text, report, result.Findings.Where(f => f.Outcome is FindingOutcome.Fail or FindingOutcome.Error));
            text.Append(Advice(result.Check)).Append('\n');
        }

        List<CheckResult> rest = [.. area.Where(c => c.Outcome is not (FindingOutcome.Fail or FindingOutcome.Error))];
        if (rest.Count > 0)
        {
            text.Append("| Outcome | Id | Severity | Asked for | Needs |\n|---|---|---|---|---|\n");
            foreach (CheckResult result in rest)
            {
                string needs = result.Outcome == FindingOutcome.Unknown ? MarkdownText.Code(result.Findings.First(f => f.Outcome == FindingOutcome.Unknown).Reason) : string.Empty;
                text.Append($"| {result.Outcome} | {result.Check.Id} | {result.Check.Severity} | {MarkdownText.Escape(result.Check.Title)} | {needs} |\n");
            }

            text.Append('\n');
        }
    }

    private static void AppendTable(StringBuilder text, HardeningReport report, IEnumerable<HardeningFinding> findings)
    {
        text.Append("| Subject | Seen | Expected | Place | Standing |\n|---|---|---|---|---|\n");
        foreach (HardeningFinding f in findings)
        {
            string seen = f.Outcome == FindingOutcome.Error ? f.Reason : f.Seen;
            text.Append($"| {MarkdownText.Code(report.SubjectOf(f))} | {MarkdownText.Code(seen)} | {MarkdownText.Code(f.Expected)} | {MarkdownText.Code(f.Location?.ToString() ?? string.Empty)} | {MarkdownText.Code(Standing.Of(f))} |\n");
        }

        text.Append('\n');
    }
}
