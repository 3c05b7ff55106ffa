using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Reporting;

/// <summary>Names of nodes, tokens, services and policies are chosen by people who may be the attacker.</summary>
public class HostileTextTests
{
    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></style></script><svg onload=alert(1)>",
        "]]><x/>&amp;&#x3c;",
        "`code` **bold** [link](javascript:alert(1)) | cell | @everybody http://evil.example",
        "``` fence \n\n# heading\r\n- list",
        "javascript:alert(1)",
        "../../../etc/passwd",
        "..",
        "/",
        string.Empty,
        "\0\u0001\u001b[31mred\u0085\u2028\ufffe\uffff",
        "safe\u202Egpj.exe\u2066\u200B",
        "\ud800 alone \udc00",
        "{0} {{1}} [x](1) %00 %2e%2e?a=b#c",
        new string('A', 10_000),
        string.Concat(Enumerable.Repeat("\U0001F600<", 5_000)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Html_shows_it_as_text(string text)
    {
        string html = Reports.Render(Reports.Hostile(text), HardeningReportFormat.Html);

        XElement body = XElement.Parse(Regex.Match(html, "<body>.*</body>", RegexOptions.Singleline).Value);
        string[] names = [.. body.DescendantsAndSelf().Select(e => e.Name.LocalName).Distinct()];
        Assert.Empty(names.Intersect(["script", "style", "img", "svg", "iframe", "x", "object"]));
        Assert.DoesNotContain(body.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name == "style");
        Assert.All(body.Descendants().Attributes("href"), a => Assert.Matches("^(#|https?://)", a.Value));
        Assert.Single(Regex.Matches(html, "<script"));
        Assert.Single(Regex.Matches(html, "<style"));
        Assert.DoesNotMatch("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", html);
        Assert.InRange(html.Length, 10_000, 100_000);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Json_keeps_it_whole_in_ASCII(string text)
    {
        string json = Reports.Render(Reports.Hostile(text), HardeningReportFormat.Json);

        Assert.All(JObject.Parse(json)["Findings"]!, f => Assert.Equal(text, (string?)f["Seen"]));
        Assert.DoesNotMatch("[^\n\u0020-\u007e]", json);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Sarif_keeps_to_the_rules(string text) =>
        SarifReportTests.AssertGitHubTakes(Reports.Render(Reports.Hostile(text), HardeningReportFormat.Sarif));

    [Theory]
    [MemberData(nameof(Texts))]
    public void JUnit_is_XML(string text)
    {
        XDocument document = XDocument.Parse(Reports.Render(Reports.Hostile(text), HardeningReportFormat.JUnit));

        Assert.Equal(10, document.Descendants("testcase").Count());
        Assert.All(document.Descendants().Attributes(), a => Assert.InRange(a.Value.Length, 0, 600));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Markdown_keeps_its_lines_and_tables(string text)
    {
        string[] lines = Reports.Render(Reports.Hostile(text), HardeningReportFormat.Markdown).Split('\n');
        string[] plain = Reports.Render(Reports.Hostile("x"), HardeningReportFormat.Markdown).Split('\n');

        Assert.Equal(plain.Select(Shape), lines.Select(Shape));
    }

    /// <summary>What a line is, and how many cells it has.</summary>
    private static string Shape(string line) =>
        Regex.Match(line, @"^(#+|-|\||\*\*|<|$)?").Value + Regex.Count(line.Replace(@"\\", string.Empty, StringComparison.Ordinal), @"(?<!\\)\|");
}
