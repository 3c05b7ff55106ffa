using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ConsulSecurity.Reporting;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Reporting;

/// <summary>What GitHub documents that it demands of an upload, and what it does with it.</summary>
public class SarifReportTests
{
    [Fact]
    public void GitHub_takes_it() => AssertGitHubTakes(Reports.Render(Reports.Mixed(), HardeningReportFormat.Sarif));

    [Fact]
    public void Only_what_fails_is_a_result_and_what_could_not_be_looked_at_is_a_notification()
    {
        HardeningReport report = Reports.Mixed();
        string sarif = Reports.Render(report, HardeningReportFormat.Sarif);

        Assert.Equal(report.Findings.Count(f => f.Outcome == FindingOutcome.Fail), Results(sarif).Count());
        Assert.Equal(
            report.Findings.Count(f => f.Outcome == FindingOutcome.Unknown),
            JObject.Parse(sarif)["runs"]![0]!["invocations"]![0]!["toolExecutionNotifications"]!.Count());
    }

    [Fact]
    public void A_setting_points_at_its_line_and_anything_else_at_a_path_of_its_own()
    {
        JToken[] results = [.. Results(Reports.Render(Reports.Mixed(), HardeningReportFormat.Sarif))];

        JToken setting = Place(results.Single(r => (string?)r["ruleId"] == "EXE-01"));
        Assert.Equal("20-change.hcl", (string?)setting["artifactLocation"]!["uri"]);
        Assert.Equal(3, (int)setting["region"]!["startLine"]!);
        Assert.Equal("consul/mesh/cluster", (string?)Place(results.First(r => ((string)r["ruleId"]!).StartsWith("MSH", StringComparison.Ordinal)))["artifactLocation"]!["uri"]);
    }

    [Theory]
    [InlineData("/checkout/consul.d/a b.hcl", "consul.d/a%20b.hcl")]
    [InlineData("/etc/consul.d/tls.hcl", "etc/consul.d/tls.hcl")]
    [InlineData(@"C:\consul\tls.hcl", "C/consul/tls.hcl")]
    [InlineData("/etc/../x.hcl", "etc/_../x.hcl")]
    public void A_path_is_relative_to_the_root(string path, string expected)
    {
        HardeningFinding template = Reports.Hostile("x").Findings.First(f => f.Outcome == FindingOutcome.Fail);
        var finding = new HardeningFinding
        {
            Audit = template.Audit,
            Check = template.Check,
            Outcome = FindingOutcome.Fail,
            Subject = "s1",
            Location = new SourceLocation(path, 1, 1),
        };

        string sarif = Reports.Render(HardeningReport.Of([finding]), HardeningReportFormat.Sarif);

        Assert.Equal(expected, (string?)Place(Results(sarif).Single())["artifactLocation"]!["uri"]);
    }

    internal static IEnumerable<JToken> Results(string sarif) => JObject.Parse(sarif)["runs"]![0]!["results"]!;

    internal static void AssertGitHubTakes(string sarif)
    {
        var log = JObject.Parse(sarif);
        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.InRange(Encoding.UTF8.GetByteCount(sarif), 1, 10_000_000);
        JToken run = Assert.Single(log["runs"]!);
        JToken[] rules = [.. run["tool"]!["driver"]!["rules"]!];
        Assert.InRange(run["results"]!.Count(), 0, 25_000);
        Assert.All(rules, AssertRule);
        Assert.Equal(rules.Length, rules.Select(r => (string?)r["id"]).Distinct().Count());
        Assert.All(run["results"]!, result =>
        {
            Assert.Equal((string?)result["ruleId"], (string?)rules[(int)result["ruleIndex"]!]["id"]);
            Assert.Contains((string?)result["level"], new[] { "error", "warning", "note" });
            Assert.False(string.IsNullOrWhiteSpace((string?)result["message"]!["text"]));
            Assert.DoesNotContain("](", (string?)result["message"]!["text"], StringComparison.Ordinal);
            Assert.Matches("^[0-9a-f]{16}:1$", (string?)result["partialFingerprints"]!["primaryLocationLineHash"]);
            AssertPlace(Place(result));
        });
    }

    private static JToken Place(JToken result) => Assert.Single(result["locations"]!)["physicalLocation"]!;

    private static void AssertRule(JToken rule)
    {
        Assert.Matches("^[A-Z]{3}-[0-9]{2}$", (string?)rule["id"]);
        Assert.InRange(((string?)rule["shortDescription"]!["text"])!.Length, 1, 1024);
        Assert.InRange(((string?)rule["fullDescription"]!["text"])!.Length, 1, 1024);
        Assert.False(string.IsNullOrWhiteSpace((string?)rule["help"]!["text"]));
        Assert.InRange(rule["properties"]!["tags"]!.Count(), 1, 20);
        Assert.Contains((string?)rule["properties"]!["security-severity"], new[] { "9.0", "7.0", "4.0", "2.0", null });
        Assert.Matches("^(https?://.*)?$", (string?)rule["helpUri"] ?? string.Empty);
    }

    private static void AssertPlace(JToken place)
    {
        string uri = (string)place["artifactLocation"]!["uri"]!;
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative), uri);
        Assert.Matches(@"^[A-Za-z0-9._~%/-]+$", uri);
        Assert.DoesNotMatch(@"(^|/)\.{0,2}(/|$)", uri);
        Assert.All(new[] { "startLine", "startColumn", "endLine", "endColumn" }, name => Assert.InRange((int)place["region"]![name]!, 1, int.MaxValue));
    }
}
