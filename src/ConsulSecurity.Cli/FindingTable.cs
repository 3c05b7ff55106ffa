using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ConsulSecurity.Cli;

/// <summary>Findings as a table for a terminal: worst first, one line for each check, then the score.</summary>
internal static class FindingTable
{
    private const int SubjectWidth = 24;

    public static void Write(TextWriter output, IReadOnlyList<HardeningFinding> findings, bool all)
    {
        IGrouping<(string Id, FindingOutcome Outcome, bool IsWaived), HardeningFinding>[] shown = [.. findings
            .Where(f => all || f.Outcome is FindingOutcome.Fail or FindingOutcome.Unknown or FindingOutcome.Error)
            .GroupBy(f => (f.Id, f.Outcome, IsWaived: f.Waiver is not null))
            .OrderByDescending(g => g.Key.Outcome == FindingOutcome.Fail).ThenByDescending(g => g.First().Severity).ThenBy(g => g.Key.Id, StringComparer.Ordinal)];
        if (shown.Length > 0)
        {
            output.WriteLine($"{"Outcome",-14} {"Severity",-9} {"Id",-8} {"Subject",-SubjectWidth} Title");
            output.WriteLine($"{"-------",-14} {"--------",-9} {"--",-8} {"-------",-SubjectWidth} -----");
        }

        foreach (IGrouping<(string Id, FindingOutcome Outcome, bool IsWaived), HardeningFinding> group in shown)
        {
            string outcome = group.Key.Outcome + (group.Key.IsWaived ? " (waived)" : string.Empty);
            string subjects = VisibleText.Of(string.Join(", ", group.Select(f => f.Subject)), SubjectWidth);
            output.WriteLine($"{outcome,-14} {group.First().Severity,-9} {group.Key.Id,-8} {subjects,-SubjectWidth} {group.First().Title}");
        }

        if (findings.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(findings[0].Audit.ToString());
        }

        foreach (string warning in findings.Count > 0 ? findings[0].Audit.Warnings : [])
        {
            Console.Error.WriteLine("WARNING: " + warning);
        }
    }
}
