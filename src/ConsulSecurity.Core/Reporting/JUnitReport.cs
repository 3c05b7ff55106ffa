using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>
/// JUnit XML: a suite an area, a case a finding. What could not be looked at and what does not apply is skipped, with its reason: no
/// build breaks because of a missing permission. A failure that somebody answers for is skipped too, and says who.
/// </summary>
internal static class JUnitReport
{
    public static string Render(HardeningReport report)
    {
        var root = new XElement("testsuites", new XAttribute("name", "Consul hardening"), Numbers(report.Findings));
        root.Add(report.Findings.GroupBy(f => f.Area).Select(area => new XElement(
            "testsuite",
            new XAttribute("name", $"Consul.{area.Key}"),
            new XAttribute("timestamp", area.First().Audit.TakenAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
            Numbers([.. area]),
            area.Select(finding => Case(report, finding)))));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString().Replace("\r\n", "\n") + "\n";
    }

    private static XElement Case(HardeningReport report, HardeningFinding finding)
    {
        string name = $"{finding.Id} {finding.Title.TrimEnd('.')} [{VisibleText.Of(report.SubjectOf(finding), 200)}]";
        return new XElement("testcase", new XAttribute("classname", $"Consul.{finding.Area}"), new XAttribute("name", name), new XAttribute("time", "0"), Result(finding));
    }

    private static XElement? Result(HardeningFinding finding) => finding.Outcome switch
    {
        FindingOutcome.Fail when finding.Waiver is { } waiver => new XElement("skipped", Message($"fails, and is {Standing.Of(waiver)}")),
        FindingOutcome.Fail => new XElement("failure", Message(finding.Seen), new XAttribute("type", finding.Severity.ToString()), Body(finding)),
        FindingOutcome.Error => new XElement("error", Message(finding.Reason), new XAttribute("type", "CheckError")),
        FindingOutcome.Unknown => new XElement("skipped", Message($"could not look: needs {finding.Reason}")),
        FindingOutcome.NotApplicable => new XElement("skipped", Message($"does not apply: {finding.Reason}")),
        _ => null,
    };

    private static XAttribute Message(string text) => new("message", VisibleText.Of(text));

    private static string Body(HardeningFinding finding)
    {
        HardeningCheckInfo check = finding.Check;
        var lines = new List<string>
        {
            $"Expected: {VisibleText.Of(finding.Expected)}",
            $"Seen:     {VisibleText.Of(finding.Seen)}",
            $"Why:      {check.Why}",
            $"Given up: {check.GivenUp}",
            $"Remedy:   {check.Remedy}",
        };
        if (finding.Location is { } location)
        {
            lines.Add($"Place:    {VisibleText.Of(location.ToString())}");
        }

        return "\n" + string.Join("\n", lines) + "\n";
    }

    private static IEnumerable<XAttribute> Numbers(IReadOnlyList<HardeningFinding> findings) =>
    [
        new("tests", findings.Count),
        new("failures", findings.Count(f => f.Outcome == FindingOutcome.Fail && f.Waiver is null)),
        new("errors", findings.Count(f => f.Outcome == FindingOutcome.Error)),
        new("skipped", findings.Count(f => f.Outcome is FindingOutcome.Unknown or FindingOutcome.NotApplicable || f.Waiver is not null)),
        new("time", "0"),
    ];
}
