using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Reporting;
using Xunit;

namespace ConsulSecurity.Core.Tests.Reporting;

/// <summary>A report in every format, whole. With CONSULSECURITY_APPROVE=1 the approved files are written anew.</summary>
public class ApprovedReportTests
{
    [Theory]
    [InlineData(HardeningReportFormat.Html, "report.html")]
    [InlineData(HardeningReportFormat.Json, "report.json")]
    [InlineData(HardeningReportFormat.Sarif, "report.sarif")]
    [InlineData(HardeningReportFormat.JUnit, "report.xml")]
    [InlineData(HardeningReportFormat.Markdown, "report.md")]
    public void A_report_is_as_approved(HardeningReportFormat format, string file)
    {
        string text = Reports.Render(Reports.Mixed(), format);
        string approved = TestFiles.Approved("reports", file);
        if (Environment.GetEnvironmentVariable("CONSULSECURITY_APPROVE") == "1")
        {
            File.WriteAllText(approved, text);
        }

        Assert.Equal(format, ReportWriter.FormatOf(file));
        Assert.Equal(File.ReadAllText(approved), text);
    }

    [Fact]
    public void The_order_of_the_findings_does_not_matter()
    {
        HardeningReport report = Reports.Mixed();
        var turned = HardeningReport.Of(report.Findings.Reverse());

        Assert.All(Reports.Formats, format => Assert.Equal(Reports.Render(report, format), Reports.Render(turned, format)));
    }

    [Fact]
    public void No_findings_make_a_report_in_every_format()
    {
        var empty = HardeningReport.Of([]);

        Assert.All(Reports.Formats, format => Assert.NotEmpty(Reports.Render(empty, format)));
        Assert.Empty(SarifReportTests.Results(Reports.Render(empty, HardeningReportFormat.Sarif)));
    }

    [Fact]
    public void Findings_of_two_clusters_say_which()
    {
        HardeningReport one = Reports.Hostile("dc1");
        var both = HardeningReport.Of([.. one.Findings, .. Reports.Hostile("dc2").Findings]);

        Assert.Equal("dc1, dc2", both.Name);
        Assert.All(both.Findings, f => Assert.StartsWith($"{f.Audit.Datacenter}: ", both.SubjectOf(f), StringComparison.Ordinal));
        Assert.Equal(2, both.Count(FindingOutcome.Fail));
    }

    [Fact]
    public void An_ending_that_says_nothing_is_named()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => ReportWriter.FormatOf("/tmp/report.txt"));

        Assert.Equal("ReportFormatUnknown", error.ErrorId);
        Assert.Contains("'/tmp/report.txt'", error.Message, StringComparison.Ordinal);
    }
}
