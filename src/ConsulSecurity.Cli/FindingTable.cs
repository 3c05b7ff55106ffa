using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ConsulSecurity.Cli;

/// <summary>Findings as a table for a terminal: worst first, one line each, then the score.</summary>
internal static class FindingTable
{
    private const int SubjectWidth = 24;

    public static void Write(TextWriter output, IReadOnlyList<HardeningFinding> findings, bool all)
    {
        HardeningFinding[] shown = [.. findings
            .Where(f => all || f.Outcome is FindingOutcome.Fail or FindingOutcome.Unknown or FindingOutcome.Error)
            .OrderByDescending(f => f.Outcome == FindingOutcome.Fail).ThenByDescending(f => f.Severity).ThenBy(f => f.Id, StringComparer.Ordinal)];
        if (shown.Length > 0)
        {
            output.WriteLine($"{"Outcome",-14} {"Severity",-9} {"Id",-8} {"Subject",-SubjectWidth} Title");
            output.WriteLine($"{"-------",-14} {"--------",-9} {"--",-8} {"-------",-SubjectWidth} -----");
        }

        foreach (HardeningFinding finding in shown)
        {
            string outcome = finding.Waiver is null ? finding.Outcome.ToString() : finding.Outcome + " (waived)";
            output.WriteLine($"{outcome,-14} {finding.Severity,-9} {finding.Id,-8} {VisibleText.Of(finding.Subject, SubjectWidth),-SubjectWidth} {finding.Title}");
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
