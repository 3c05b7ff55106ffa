using System;
using System.Linq;
using System.Text.RegularExpressions;
using ConsulSecurity.Core.Tests.Reporting;
using ConsulSecurity.Reporting;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

public class HardeningDisplayTests
{
    [Fact]
    public void A_failure_says_what_was_seen_and_what_mends_it()
    {
        HardeningFinding finding = Reports.Mixed().Findings.Single(f => f.Id == "EXE-01");

        Assert.Equal($"Fail    EXE-01 {finding.Severity,-8} s1: Remote execution SHALL be off.", HardeningDisplay.Head(finding, colour: false));
        Assert.Equal($"\u001b[33mFail   \u001b[0m \u001b[1mEXE-01\u001b[0m", HardeningDisplay.Head(finding, colour: true)[..31]);
        Assert.StartsWith("Seen: disable_remote_exec = false (", HardeningDisplay.Reason(finding), StringComparison.Ordinal);
        Assert.Equal($"Remedy: {finding.Check.Remedy}", HardeningDisplay.Remedy(finding));
        Assert.Equal("Standing: still there; waived by operations until 2026-03-31: Needed until the move in spring", HardeningDisplay.StandingOf(finding));
    }

    [Fact]
    public void What_could_not_be_looked_at_says_what_it_needs_and_what_passes_is_one_line()
    {
        HardeningReport report = Reports.Mixed();
        HardeningFinding unknown = report.Findings.First(f => f.Outcome == FindingOutcome.Unknown);
        HardeningFinding pass = report.Findings.First(f => f.Outcome == FindingOutcome.Pass);

        Assert.Equal($"Could not look. Needs: {unknown.Reason}.", HardeningDisplay.Reason(unknown));
        Assert.Equal((string.Empty, string.Empty, string.Empty), (HardeningDisplay.Remedy(unknown), HardeningDisplay.Reason(pass), HardeningDisplay.Remedy(pass)));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void Lines_are_cut_at_words_and_never_wider_than_there_is_room(int width)
    {
        HardeningFinding[] findings = [.. Reports.Mixed().Findings, .. Reports.Hostile(new string('A', 10_000)).Findings, .. Reports.Hostile("a b").Findings];

        Assert.All(findings, f =>
        {
            string plain = HardeningDisplay.Text(f, colour: false, width);
            string coloured = HardeningDisplay.Text(f, colour: true, width);
            Assert.All(plain.Split('\n'), line => Assert.InRange(line.Length, 1, width));
            Assert.Equal(plain, string.Join('\n', Regex.Replace(coloured, "\u001b\\[[0-9;]*m", string.Empty).Split('\n').Select(line => line.TrimEnd())));
        });
    }

    [Theory]
    [MemberData(nameof(HostileTextTests.Texts), MemberType = typeof(HostileTextTests))]
    public void Nothing_that_a_stranger_wrote_steers_the_terminal(string text) => Assert.All(
        Reports.Hostile(text).Findings,
        f => Assert.All(
            new[] { HardeningDisplay.Head(f, colour: false), HardeningDisplay.Reason(f), HardeningDisplay.Remedy(f), HardeningDisplay.StandingOf(f) },
            line => Assert.DoesNotMatch("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", line)));
}
