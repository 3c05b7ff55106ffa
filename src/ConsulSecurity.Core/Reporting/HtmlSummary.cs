using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace ConsulSecurity.Reporting;

/// <summary>The upper half of the page: whose cluster, how it stands, what is given up, where.</summary>
internal static class HtmlSummary
{
    private const int MostRows = 50;

    private static readonly FindingOutcome[] s_outcomes =
        [FindingOutcome.Fail, FindingOutcome.Error, FindingOutcome.Unknown, FindingOutcome.Pass, FindingOutcome.NotApplicable];

    private static readonly Severity[] s_severities = [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Info];

    public static XElement Title(HardeningReport report) => Html.Element("h1", null, "Consul hardening: ", Html.Strange(report.Name));

    public static XElement Identity(HardeningAudit audit) => Html.Element(
        "dl",
        "identity",
        Fact("Datacenter", Html.Strange(audit.Datacenter ?? "(unknown)")),
        Fact("Consul", audit.Versions.Count == 0 ? "(version unknown)" : audit.Versions.Select((v, i) => new object[] { i == 0 ? string.Empty : ", ", Html.Strange(v) })),
        Fact("Evidence taken", audit.TakenAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC"),
        Fact("Judged by", $"ConsulSecurity {audit.ToolVersion}"),
        audit.Profile is { } profile ? Fact("Profile", Html.Strange(profile)) : null,
        Fact(
            $"Nodes ({audit.Nodes.Count})",
            audit.Nodes.Take(MostRows).Select((n, i) => new object[] { i == 0 ? string.Empty : ", ", Html.Strange(n) }),
            audit.Nodes.Count > MostRows ? $" and {audit.Nodes.Count - MostRows} more" : null));

    /// <summary>What is wrong with waivers.</summary>
    public static XElement? Warnings(HardeningReport report)
    {
        string[] warnings = [.. report.Audits.SelectMany(audit => audit.Warnings)];
        return warnings.Length == 0 ? null : Html.Element("ul", "warnings", warnings.Take(MostRows).Select(w => Html.Element("li", null, Html.Strange(w))));
    }

    public static XElement Tiles(HardeningReport report) => Html.Element(
        "section",
        "tiles",
        report.Audits.Select(audit => Html.Element(
            "div",
            "tile score",
            Html.Element("b", null, audit.Score.ToString(CultureInfo.InvariantCulture), Html.Element("small", null, " of 100")),
            Html.Element("span", null, report.Audits.Count > 1 ? Html.Strange("Score of " + (audit.Datacenter ?? "(unknown)")) : "Hardening score"),
            Bar(audit.Score))),
        s_outcomes.Where(o => report.Count(o) > 0 || o is not FindingOutcome.Error).Select(outcome => Html.Element(
            "div",
            $"tile t-{outcome}",
            Html.Element("b", null, report.Count(outcome).ToString(CultureInfo.InvariantCulture)),
            Html.Element("span", null, Explain(outcome)))),
        Html.Element("p", "note", "Checks are weighed by severity. One that could not be looked at counts as not passed, so the score cannot rise by not looking."));

    public static XElement? GivenUp(HardeningReport report) => report.GivenUp is { Count: > 0 } all
        ? Html.Element(
            "section",
            "givenup",
            Html.Element("h2", null, "What is given up"),
            Html.Element("p", "note", "While the checks named here fail, this is what the cluster does not protect from; the worst first."),
            Html.Element("ul", null, [.. all.Select(item => Html.Element(
                "li",
                null,
                Html.Chip(item.Severity),
                Html.Element("span", null, item.Sentence, " ", Html.Element("small", null, item.Checks.Select((id, i) => new object?[] { i == 0 ? null : " ", Link(id) })))))]))
        : null;

    public static XElement? Areas(HardeningReport report)
    {
        // A column for each severity that the checks have.
        Severity[] severities = [.. s_severities.Where(s => report.Checks.Any(c => c.Check.Severity == s))];
        return report.Checks.Count == 0
            ? null
            : Html.Element(
                "section",
                "areas",
                Html.Element("h2", null, "Checks that fail, by area"),
                Scrolling(Html.Element(
                    "table",
                    "matrix",
                    Html.Element("thead", null, Html.Row("th", ["Area", .. severities.Select(s => (object)s.ToString()), "Unknown", "Pass"])),
                    Html.Element("tbody", null, [.. report.Checks.GroupBy(c => c.Check.Area).Select(area => Area(area, severities))]))));
    }

    /// <summary>How each node, token, ring stands.</summary>
    public static XElement? Subjects(HardeningReport report)
    {
        var subjects = report.Findings.GroupBy(report.SubjectOf)
            .Select(g => (Name: g.Key, Counts: s_outcomes.ToDictionary(o => o, o => g.Count(f => f.Outcome == o))))
            .OrderByDescending(s => s.Counts[FindingOutcome.Fail]).ThenBy(s => s.Name, StringComparer.Ordinal).ToList();
        return subjects.Count < 2
            ? null
            : Html.Element(
                "section",
                "subjects",
                Html.Element("h2", null, "By node and other subject"),
                Scrolling(Html.Element(
                    "table",
                    "matrix",
                    Html.Element("thead", null, Html.Row("th", "Subject", "Fail", "Unknown", "Pass", "Not applicable")),
                    Html.Element("tbody", null, [.. subjects.Take(MostRows).Select(s => Html.Element(
                        "tr",
                        null,
                        Html.Element("th", null, Html.Strange(s.Name)),
                        Number(s.Counts[FindingOutcome.Fail], "bad"),
                        Number(s.Counts[FindingOutcome.Unknown], "open"),
                        Number(s.Counts[FindingOutcome.Pass], "good"),
                        Number(s.Counts[FindingOutcome.NotApplicable], null)))]))),
                subjects.Count > MostRows ? Html.Element("p", "note", $"{subjects.Count - MostRows} more subjects are among the findings.") : null);
    }

    public static XElement Link(string id) => Html.Element("a", "id", new XAttribute("href", "#" + id), id);

    private static XElement Area(IGrouping<CheckArea, CheckResult> area, Severity[] severities) => Html.Element(
        "tr",
        null,
        Html.Element("th", null, Html.Element("a", null, new XAttribute("href", $"#area-{area.Key}"), AreaName(area.Key))),
        severities.Select(s => Number(area.Count(c => c.Outcome == FindingOutcome.Fail && c.Check.Severity == s), $"s-{s}")),
        Number(area.Count(c => c.Outcome == FindingOutcome.Unknown), "open"),
        Number(area.Count(c => c.Outcome == FindingOutcome.Pass), "good"));

    internal static string AreaName(CheckArea area) => area switch
    {
        CheckArea.Gossip => "Gossip encryption",
        CheckArea.Tls => "Transport (TLS)",
        CheckArea.Execution => "Execution and debugging",
        CheckArea.Acl => "Access control",
        CheckArea.Mesh => "Service mesh",
        CheckArea.Service => "Services and checks",
        CheckArea.Network => "Network and listeners",
        CheckArea.Host => "Host and process",
        _ => area.ToString(),
    };

    private static XElement Number(int count, string? cssClass) =>
        count == 0 ? Html.Element("td", "zero", "·") : Html.Element("td", null, Html.Element("span", cssClass is null ? null : $"n {cssClass}", count.ToString(CultureInfo.InvariantCulture)));

    private static XElement Fact(string name, params object?[] value) => Html.Element("div", null, Html.Element("dt", null, name), Html.Element("dd", null, value));

    private static XElement Scrolling(XElement table) => Html.Element("div", "scroll", table);

    private static XElement Bar(int score) => Html.Element("progress", null, new XAttribute("max", "100"), new XAttribute("value", score), $"{score} %");

    private static string Explain(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Fail => "checks fail",
        FindingOutcome.Error => "checks went wrong",
        FindingOutcome.Unknown => "could not be looked at",
        FindingOutcome.Pass => "checks pass",
        _ => "do not apply",
    };
}
