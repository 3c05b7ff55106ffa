using System.Linq;
using ConsulSecurity.Hardening;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>What checks say of a snapshot.</summary>
internal static class CheckAssert
{
    /// <summary>These checks fail and no others.</summary>
    public static void Fails(string expected, ClusterSnapshot snapshot) => Assert.Equal(
        expected.Split(' ').Order(),
        Auditor.Judge(snapshot, CheckCatalog.All).Where(f => f.Outcome == FindingOutcome.Fail).Select(f => f.Id).Distinct().Order());

    /// <summary>The check comes to that; its findings with a subject and what was seen are given back.</summary>
    public static HardeningFinding[] Is(string id, FindingOutcome outcome, ClusterSnapshot snapshot)
    {
        HardeningFinding[] findings = [.. Auditor.Judge(snapshot, CheckCatalog.All.Where(check => check.Info.Id == id))];
        Assert.All(findings, finding => Assert.True(finding.Outcome == outcome, $"{finding}: {finding.Seen}{finding.Reason}"));
        Assert.NotEmpty(findings);
        return findings;
    }
}
