using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Reporting;

/// <summary>The lower half of the page: a row a check, which opens to what was seen, why it matters and what mends it.</summary>
internal static class HtmlFindings
{
    // A cluster of thousands of tokens must not make a page that no browser opens.
    private const int MostFindings = 100;

    // What is the same of many nodes is one row, wherever each of them says it.
    private const int MostSubjects = 20;

    public static XElement Section(HardeningReport report) => Html.Element(
        "section",
        "findings",
        Html.Element("h2", null, "Findings"),
        Filter(),
        report.Checks.GroupBy(c => c.Check.Area).Select(area => Html.Element(
            "section",
            "area",
            new XAttribute("id", $"area-{area.Key}"),
            Html.Element("h3", null, HtmlSummary.AreaName(area.Key), " ", Html.Element("small", null, Summary(area))),
            area.Select(result => Check(report, result)))));

    /// <summary>Shown by the script, which is what makes it work.</summary>
    private static XElement Filter() => Html.Element(
        "div",
        "filter",
        new XAttribute("hidden", "hidden"),
        Html.Element("input", null, new XAttribute("type", "search"), new XAttribute("placeholder", "Search id, text, node…"), new XAttribute("aria-label", "Search")),
        Select("outcome", "All outcomes", ["Fail", "Error", "Unknown", "Pass", "NotApplicable"]),
        Select("severity", "All severities", ["Critical", "High", "Medium", "Low", "Info"]),
        Html.Element("button", null, new XAttribute("type", "button"), "Open all"),
        Html.Element("output", null));

    private static XElement Select(string name, string all, string[] values) => Html.Element(
        "select",
        null,
        new XAttribute("name", name),
        new XAttribute("aria-label", all),
        Html.Element("option", null, new XAttribute("value", string.Empty), all),
        values.Select(v => Html.Element("option", null, new XAttribute("value", v), v == "NotApplicable" ? "Not applicable" : v)));

    private static string Summary(IEnumerable<CheckResult> area) => string.Join(", ", area.GroupBy(c => c.Outcome)
        .OrderBy(g => Auditor.Rank(g.Key)).Select(g => $"{g.Count()} {Html.Word(g.Key).ToLowerInvariant()}"));

    private static XElement Check(HardeningReport report, CheckResult result) => Html.Element(
        "details",
        $"check c-{result.Outcome}",
        new XAttribute("id", result.Check.Id),
        new XAttribute("data-outcome", result.Outcome),
        new XAttribute("data-severity", result.Check.Severity),
        Html.Element(
            "summary",
            null,
            Html.Chip(result.Outcome),
            Html.Element("span", "id", result.Check.Id),
            Html.Element("span", "title", result.Check.Title),
            Html.Chip(result.Check.Severity),
            Html.Element("span", "count", Affected(result))),
        Html.Element("div", "body", Evidence(report, result), Advice(result)));

    private static string Affected(CheckResult result) => result.Findings.Count == 1
        ? VisibleText.Of(result.Findings[0].Subject, 24)
        : $"{result.Findings.Count(f => f.Outcome == result.Outcome)} of {result.Findings.Count}";

    private static XElement Evidence(HardeningReport report, CheckResult result) => Html.Element(
        "div",
        "scroll",
        Html.Element(
            "table",
            "evidence",
            Html.Element("thead", null, Html.Row("th", "Outcome", "Subject", "Seen", "Expected")),
            Html.Element("tbody", null, [.. Rows(result).Take(MostFindings).Select(row => Row(report, row))])),
        Rows(result).Skip(MostFindings).Sum(row => row.Count) is > 0 and int more ? Html.Element("p", "note", $"{more} more are in the JSON report.") : null);

    private static IReadOnlyList<List<HardeningFinding>> Rows(CheckResult result) =>
    [
        .. result.Findings
            .GroupBy(f => (f.Outcome, f.Seen, f.Expected, f.Reason, Standing: Standing.Of(f)))
            .Select(same => same.ToList()),
    ];

    private static XElement Row(HardeningReport report, List<HardeningFinding> same) => Row(report, same[0], same);

    private static XElement Row(HardeningReport report, HardeningFinding finding, List<HardeningFinding> same) => Html.Element(
        "tr",
        null,
        Html.Element("td", null, Html.Chip(finding.Outcome), Standing.Of(finding) is { Length: > 0 } standing ? Html.Element("small", "standing", Html.Strange(standing)) : null),
        Html.Element("td", null, Subjects(report, same, IsOnePlace(same))),
        Html.Element("td", null, Seen(finding), IsOnePlace(same) ? Place(finding) : null),
        Html.Element("td", null, Html.Strange(finding.Expected)));

    private static bool IsOnePlace(List<HardeningFinding> same) => same.TrueForAll(f => f.Location?.ToString() == same[0].Location?.ToString());

    private static XElement? Place(HardeningFinding finding) =>
        finding.Location is { } place ? Html.Element("small", "place", Html.Strange(place.ToString())) : null;

    /// <summary>Each with its place, unless that is the same for all and stands beside what was seen.</summary>
    private static object?[] Subjects(HardeningReport report, List<HardeningFinding> same, bool isOnePlace) =>
    [
        .. same.Take(MostSubjects).SelectMany((f, i) => new object?[]
        {
            isOnePlace && i > 0 ? ", " : string.Empty,
            Html.Strange(report.SubjectOf(f)),
            isOnePlace ? null : Place(f) ?? (object)" ",
        }),
        same.Count > MostSubjects ? $" and {same.Count - MostSubjects} more" : string.Empty,
    ];

    private static object Seen(HardeningFinding finding) => finding.Outcome switch
    {
        FindingOutcome.Unknown => new object[] { "Could not look. Needs: ", Html.Strange(finding.Reason) },
        FindingOutcome.NotApplicable or FindingOutcome.Error => Html.Strange(finding.Reason),
        _ => Html.Strange(finding.Seen),
    };

    // What needs no mending has no remedy here: Get-ConsulHardeningCheck has them all.
    private static bool IsFine(CheckResult result) => result.Outcome is FindingOutcome.Pass or FindingOutcome.NotApplicable;

    private static XElement Advice(CheckResult result) => Html.Element(
        "dl",
        "advice",
        Term("Why", result.Check.Why),
        Term(result.Outcome == FindingOutcome.Fail ? "Given up" : "While it fails", result.Check.GivenUp),
        IsFine(result) ? null : Term("Remedy", result.Check.Remedy, "remedy"),
        IsFine(result) ? null : Term("Evidence", $"Judged from {result.Check.Needs}. Level {result.Check.Level}{(result.Check.Since is { } since ? $", from Consul {since}" : string.Empty)}."),
        IsFine(result) || result.Check.References.Count == 0
            ? null
            : new object[]
            {
                Html.Element("dt", null, "References"),
                Html.Element("dd", null, [.. result.Check.References.Select(Reference)]),
            });

    private static object[] Term(string name, string text, string? cssClass = null) =>
        [Html.Element("dt", null, name), Html.Element("dd", cssClass, VisibleText.Of(text, 2000))];

    private static XElement Reference(string reference) => Links.IsSafe(reference)
        ? Html.Element("div", null, Html.Element("a", null, new XAttribute("href", reference), new XAttribute("rel", "noreferrer noopener"), VisibleText.Of(reference)))
        : Html.Element("div", null, VisibleText.Of(reference));
}
