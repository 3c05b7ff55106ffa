using System.Collections.Generic;
using System.Text;

namespace ConsulSecurity;

/// <summary>Findings for a console: lines that the format view puts together. No control character of a stranger gets through.</summary>
public static class HardeningDisplay
{
    private const char Escape = '\x1b';
    private const string Indent = "        ";

    /// <summary>All lines of a finding, cut at words; an escape sequence takes no room.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="colour">Whether the host shows colours.</param>
    /// <param name="width">How many columns there are.</param>
    /// <returns>The lines, with line feeds between them.</returns>
    public static string Text(HardeningFinding finding, bool colour, int width)
    {
        var lines = new List<string>();
        foreach (string text in new[] { Head(finding, colour), Reason(finding), Remedy(finding), StandingOf(finding) })
        {
            if (text.Length > 0)
            {
                Wrap(lines, lines.Count == 0 ? text : Indent + text, width < 40 ? 40 : width);
            }
        }

        return string.Join("\n", lines);
    }

    /// <summary>Outcome, id, severity, subject and what is asked for.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="colour">Whether the host shows colours.</param>
    /// <returns>For example <c>Fail    EXE-01 Critical s1: Remote execution SHALL be off.</c></returns>
    public static string Head(HardeningFinding finding, bool colour)
    {
        string outcome = (finding.Outcome == FindingOutcome.NotApplicable ? "n/a" : finding.Outcome.ToString()).PadRight(7);
        string severity = finding.Severity.ToString().PadRight(8);
        bool loud = finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error;
        return colour
            ? $"{Paint(outcome, Colour(finding))} {Paint(finding.Id, "1")} {(loud ? Paint(severity, Colour(finding.Severity)) : severity)} {VisibleText.Of(finding.Subject, 80)}: {finding.Title}"
            : $"{outcome} {finding.Id} {severity} {VisibleText.Of(finding.Subject, 80)}: {finding.Title}";
    }

    /// <summary>What was seen and expected, or what would let it be looked at; empty for what passes or does not apply.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>For example <c>Seen: enable_debug = true (running agent). Expected: enable_debug = false.</c></returns>
    public static string Reason(HardeningFinding finding) => finding.Outcome switch
    {
        FindingOutcome.Fail => $"Seen: {VisibleText.Of(finding.Seen)}. Expected: {VisibleText.Of(finding.Expected)}.",
        FindingOutcome.Unknown => $"Could not look. Needs: {VisibleText.Of(finding.Reason)}.",
        FindingOutcome.Error => VisibleText.Of(finding.Reason),
        _ => string.Empty,
    };

    /// <summary>What mends a failure; empty for anything else.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>For example <c>Remedy: Set disable_remote_exec = true.</c></returns>
    public static string Remedy(HardeningFinding finding) => finding.Outcome == FindingOutcome.Fail ? $"Remedy: {finding.Check.Remedy}" : string.Empty;

    /// <summary>How it stands against an earlier report, and who answers for it; mostly empty.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>For example <c>Standing: new; waived by ops until 2027-01-31: until spring</c>.</returns>
    public static string StandingOf(HardeningFinding finding) =>
        Standing.Of(finding) is { Length: > 0 } standing ? $"Standing: {VisibleText.Of(standing)}" : string.Empty;

    private static void Wrap(List<string> lines, string text, int width)
    {
        var line = new StringBuilder();
        int room = width;
        foreach (string word in text.Split(' '))
        {
            for (string rest = word; ;)
            {
                int length = Seen(rest);
                if (length + 1 > room && room < width - Indent.Length)
                {
                    lines.Add(line.ToString().TrimEnd());
                    line.Clear().Append(Indent);
                    room = width - Indent.Length;
                }

                int cut = length < room ? rest.Length : room - 1;
                line.Append(rest, 0, cut).Append(' ');
                room -= Seen(rest.Substring(0, cut)) + 1;
                if (cut == rest.Length)
                {
                    break;
                }

                rest = rest.Substring(cut);
            }
        }

        lines.Add(line.ToString().TrimEnd());
    }

    /// <summary>How many columns a word takes: those of its colours do not count.</summary>
    private static int Seen(string word)
    {
        int count = 0;
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] == Escape)
            {
                i = word.IndexOf('m', i);
            }
            else
            {
                count++;
            }
        }

        return count;
    }

    private static string Paint(string text, string colour) => $"{Escape}[{colour}m{text}{Escape}[0m";

    private static string Colour(HardeningFinding finding) => finding.Outcome switch
    {
        FindingOutcome.Fail when finding.Waiver is not null => "33",
        FindingOutcome.Fail or FindingOutcome.Error => "31;1",
        FindingOutcome.Unknown => "33",
        FindingOutcome.Pass => "32",
        _ => "90",
    };

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Critical => "35;1",
        Severity.High => "31",
        Severity.Medium => "33",
        _ => "36",
    };
}
