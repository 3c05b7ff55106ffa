using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ConsulSecurity.Hardening;
using ConsulSecurity.Lab;
using ConsulSecurity.Observation;
using ConsulSecurity.Reporting;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Hardening;

/// <summary>
/// The same cluster bare and hardened by hand, judged from files, API and ports of every node. What each check comes to is in
/// tests/approved/audit; with CONSULSECURITY_APPROVE=1 that is written anew.
/// </summary>
public class ReferenceClusterTests(ITestOutputHelper output)
{
    // What these come to is up to the machine that runs the tests: its firewall, its service manager, its clock.
    internal static readonly HashSet<string> OfTheMachine =
        ["NET-11", "NET-12", "NET-13", "NET-14", "NET-15", "NET-16", "NET-17", "NET-18", "NET-19", "NET-20", "NET-22", "HST-01", "HST-04", "HST-08", "HST-09", "HST-10", "HST-13", "OPS-10"];

    [Fact]
    public async Task With_nothing_configured_every_check_fails_that_is_meant_to()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 2 });

        IReadOnlyList<HardeningFinding> findings = Judge(await HardenedLab.LookAsync(cluster, new ConsulConnection(cluster["s1"].HttpAddress)));

        AssertApproved("bare.txt", findings);
    }

    [Fact]
    public async Task Hardened_by_hand_it_passes_all_that_this_version_can_pass()
    {
        await using HardenedLab lab = await HardenedLab.StartAsync();

        ClusterSnapshot snapshot = await lab.LookAsync(lab.Operator);
        IReadOnlyList<HardeningFinding> findings = Judge(snapshot);

        foreach (HardeningFinding finding in findings.Where(f => f.Outcome is FindingOutcome.Fail or FindingOutcome.Error or FindingOutcome.Unknown))
        {
            output.WriteLine($"{finding} (level {finding.Level}): {finding.Seen} {finding.Reason}");
        }

        AssertNoSecret(lab, snapshot, findings);
        Assert.InRange(Encoding.UTF8.GetByteCount(ReportWriter.Render(HardeningReport.Of(findings), HardeningReportFormat.Html, "/")), 1, 300_000);
        AssertApproved("hardened.txt", findings);
        Assert.Equal(["HST-11"], findings.Where(f => f.Level == 1 && f.Outcome is (FindingOutcome.Fail or FindingOutcome.Error) && !OfTheMachine.Contains(f.Id)).Select(f => f.Id).Distinct());
    }

    /// <summary>The snapshot's file and every report, searched for every secret of the cluster.</summary>
    private static void AssertNoSecret(HardenedLab lab, ClusterSnapshot snapshot, IReadOnlyList<HardeningFinding> findings)
    {
        HardeningReport report = HardeningReport.Of(findings);
        string[] texts = [SnapshotFile.ToJson(snapshot), .. Enum.GetValues<HardeningReportFormat>().Select(format => ReportWriter.Render(report, format, "/"))];

        Assert.NotEmpty(lab.Secrets);
        Assert.All(lab.Secrets, secret => Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static IReadOnlyList<HardeningFinding> Judge(ClusterSnapshot snapshot) => Auditor.Judge(snapshot, CheckCatalog.All);

    private static void AssertApproved(string file, IReadOnlyList<HardeningFinding> findings)
    {
        string approved = Path.Combine(ConsulBinary.Checkout, "tests", "approved", "audit", file);
        string text = string.Concat(findings.Where(f => !OfTheMachine.Contains(f.Id)).GroupBy(f => f.Id).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Finding: g.MinBy(f => Auditor.Rank(f.Outcome))!, Subjects: g))
            .Select(g => $"{g.Finding.Id} level {g.Finding.Level} {g.Finding.Outcome}{Subjects(g.Finding.Outcome, g.Subjects)}\n"));
        if (Environment.GetEnvironmentVariable("CONSULSECURITY_APPROVE") == "1")
        {
            File.WriteAllText(approved, text);
        }

        Assert.Equal(File.ReadAllLines(approved), text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What fails, by name; ids and addresses are other ones each time.</summary>
    private static string Subjects(FindingOutcome worst, IEnumerable<HardeningFinding> findings)
    {
        string[] names = [.. findings.Where(f => f.Outcome == worst && f.Subject is { Length: < 20 }).Select(f => f.Subject).Distinct().Order(StringComparer.Ordinal)];
        return worst == FindingOutcome.Fail && names.Length > 0 ? ": " + string.Join(", ", names) : string.Empty;
    }
}
