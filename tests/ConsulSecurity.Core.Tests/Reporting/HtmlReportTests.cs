using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ConsulSecurity.Core.Tests.Hardening;
using ConsulSecurity.Hardening;
using ConsulSecurity.Reporting;
using Xunit;

namespace ConsulSecurity.Core.Tests.Reporting;

public class HtmlReportTests
{
    private static readonly string s_html = Reports.Render(Reports.Mixed(), HardeningReportFormat.Html);

    [Fact]
    public void Its_policy_allows_its_own_style_and_script_and_nothing_else()
    {
        string policy = Regex.Match(s_html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash("style")}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash("script")}'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void It_loads_nothing() => Assert.DoesNotMatch(@"(?i)\ssrc=|<link|@import|url\(", s_html);

    [Fact]
    public void Five_nodes_stay_under_300_KB()
    {
        ClusterSnapshot one = Snapshots.Secure("verify_incoming = false");
        var five = new ClusterSnapshot
        {
            TakenAt = one.TakenAt,
            Datacenter = "dc1",
            Nodes = [.. Enumerable.Range(1, 5).Select(i => one.Nodes[0] with { Name = $"node-{i}" })],
            Tokens = one.Tokens,
        };

        string html = Reports.Render(Reports.Report(five, CheckCatalog.All), HardeningReportFormat.Html);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 50_000, 300_000);
    }

    [Fact]
    public void What_is_the_same_of_several_nodes_is_said_once_with_each_ones_place()
    {
        HardeningFinding one = Reports.Mixed().Findings[0] with { Seen = "seen everywhere" };

        string html = Reports.Render(
            HardeningReport.Of([one with { Subject = "n1", Location = new("/etc/a.hcl", 1, 2) }, one with { Subject = "n2", Location = new("/etc/b.hcl", 3, 4) }, one with { Subject = "n3", Location = null }]),
            HardeningReportFormat.Html);

        Assert.Single(Regex.Matches(html, "seen everywhere"));
        Assert.Matches("n1</bdi>[^,]*/etc/a.hcl:1:2<.*n2</bdi>[^,]*/etc/b.hcl:3:4<.*n3</bdi>", html);
    }

    [Fact]
    public void What_is_given_up_is_said_once_and_worst_first()
    {
        var given = Reports.Mixed().GivenUp;

        Assert.Equal(given.Select(g => g.Sentence).Distinct(), given.Select(g => g.Sentence));
        Assert.Equal(given.Select(g => g.Severity).OrderDescending(), given.Select(g => g.Severity));
        Assert.Contains("EXE-01", given.SelectMany(g => g.Checks));
    }

    private static string Hash(string element)
    {
        string content = Regex.Match(s_html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
