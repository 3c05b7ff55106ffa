using System.Linq;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using Xunit;
using static ConsulSecurity.Core.Tests.Hardening.Snapshots;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>Takes one part of what was seen away: the checks that need it are Unknown and name it, and none fails for it.</summary>
public class MissingEvidenceTests
{
    private const string Reason = "the right to see it";

    private static readonly ClusterSnapshot s_secure = Secure();

    public static TheoryData<string, ClusterSnapshot> Parts => new()
    {
        { "ACL-05 ACL-07 ACL-14 ACL-15 ACL-16 ACL-17 ACL-21 ACL-22 ACL-28 ACL-31", s_secure with { Tokens = Hidden(s_secure.Tokens) } },
        { "ACL-14 ACL-16 ACL-17 ACL-18 ACL-19 ACL-20", s_secure with { Policies = Hidden(s_secure.Policies) } },
        { "ACL-14 ACL-16 ACL-17 ACL-18 ACL-19 ACL-20", s_secure with { Roles = Hidden(s_secure.Roles) } },
        { "ACL-37", s_secure with { AuthMethods = Hidden(s_secure.AuthMethods) } },
        { "ACL-29 ACL-38", s_secure with { BindingRules = Hidden(s_secure.BindingRules) } },
        { "ACL-06 ACL-30", s_secure with { Datacenters = Hidden(s_secure.Datacenters) } },
        { "MSH-11 MSH-13 MSH-14 MSH-16", s_secure with { Intentions = Hidden(s_secure.Intentions) } },
        { "ACL-16 ACL-19 ACL-20 MSH-19 MSH-22 MSH-23 MSH-24 MSH-25 MSH-28", s_secure with { Services = Hidden(s_secure.Services) } },
        { "MSH-02 MSH-03 MSH-05 MSH-06 MSH-07 MSH-08 MSH-09 MSH-10", s_secure with { ConnectCA = Hidden(s_secure.ConnectCA) } },
        { "MSH-17 MSH-18 MSH-19 MSH-20 MSH-21 MSH-22 MSH-28", s_secure with { ConfigEntries = Hidden(s_secure.ConfigEntries) } },
        { "ACL-40 SVC-01 SVC-02 SVC-03 SVC-04", s_secure.WithNode(n => n with { Definitions = Hidden(n.Definitions) }) },
        { "ACL-10 ACL-11 ACL-12 ACL-43 SVC-01 SVC-02", s_secure.WithNode(n => n with { TokenUses = Hidden(n.TokenUses) }) },
        { "SVC-06", s_secure.WithNode(n => n with { KeptTokens = Hidden(n.KeptTokens) }) },
        { "MSH-26", s_secure.WithNode(n => n with { OpenApplications = Hidden(n.OpenApplications) }) },
        { "ACL-08", s_secure.WithNode(n => n with { Caller = Hidden(n.Caller), Anonymous = Hidden(n.Anonymous) }) },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void What_is_missing_makes_its_checks_unknown_and_fails_none(string expected, ClusterSnapshot snapshot)
    {
        HardeningFinding[] findings = [.. Auditor.Judge(snapshot, CheckCatalog.All)];

        Assert.DoesNotContain(findings, finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error);
        HardeningFinding[] unknown = [.. findings.Where(finding => finding.Outcome == FindingOutcome.Unknown)];
        Assert.All(unknown, finding => Assert.NotEmpty(finding.Reason));
        Assert.Subset(unknown.Select(finding => finding.Id).ToHashSet(), expected.Split(' ').ToHashSet());
    }

    private static Evidence<T> Hidden<T>(Evidence<T> seen)
    {
        Assert.True(seen.IsKnown);
        return Look.Missing<T>(EvidenceState.NoPermission, Reason);
    }
}
