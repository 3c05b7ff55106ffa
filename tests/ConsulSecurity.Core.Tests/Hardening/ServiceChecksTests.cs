using System.Linq;
using ConsulSecurity.Observation;
using Xunit;
using static ConsulSecurity.Core.Tests.Hardening.Snapshots;

namespace ConsulSecurity.Core.Tests.Hardening;

public class ServiceChecksTests
{
    private static readonly ClusterSnapshot s_secure = Secure();

    public static TheoryData<string, ClusterSnapshot> Changes => new()
    {
        { "SVC-01", Defining(Definition("web", null)) },
        { "SVC-02", s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!.Select(use => use.Label == "#2" ? use with { Accessor = Look.Seen(string.Empty) } : use)]) }) },
        { "SVC-02", Defining(Definition("db", "#2")) },
        { "SVC-02 SVC-03", Defining(Definition("web", "#2"), Definition("db", "#2")) },
        { "SVC-04 ACL-11", s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!, Use("acl.tokens.default", "#2", "b", "web.hcl"), Use("acl.tokens.dns", "#2", "b", "web.hcl")]) }) },
        { "SVC-04", s_secure.WithNode(n => n with { TokenUses = Seen(Use("acl.tokens.agent", "#1", "agent-s1"), Use("service web", "#2", "a", "web.hcl")) }) },
        { "SVC-05", WithFile(File(FileRole.DefinitionFile, "open.hcl", "644")) },
        { "SVC-05", WithFile(File(FileRole.DefinitionFile, "other.hcl", "600") with { OwnerId = 1000 }) },
        { "SVC-06", s_secure.WithNode(n => n with { KeptTokens = Seen(Use("kept service web", "#3", "a", "data/services/x")) }) },
        { "SVC-07", Registering(Service("web") with { Address = "8.8.8.8" }) },
        { "SVC-07", Registering(Service("web") with { Address = "0.0.0.0" }) },
        { "SVC-08", Registering(Service("web") with { EnableTagOverride = true }) },
        { "SVC-09", s_secure.WithNode(n => n with { Checks = Seen(new CheckEvidence { Id = "web", Kind = "http", RefusesRedirects = true, Suspects = ["header Authorization"] }) }) },
        { "SVC-10", s_secure.WithServices(Service("Web_Upper")).WithTokens(ServiceToken("u", "Web_Upper")) },
        { "SVC-11", s_secure with { Services = Seen(Service("web"), Sidecar("web", port: 9000)) } },
        { "SVC-12", s_secure.WithServices(Service("db"), Sidecar("db")).WithTokens(ServiceToken("d", "db")) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_thing_fails_its_own_check(string expected, ClusterSnapshot snapshot) => CheckAssert.Fails(expected, snapshot);

    [Fact]
    public void The_range_of_another_node_is_not_guessed()
    {
        ClusterSnapshot other = s_secure.WithServices(Sidecar("web", port: 9000, node: "s2") with { Id = "other" });

        Assert.Contains("s2", CheckAssert.Is("SVC-11", FindingOutcome.Unknown, other)[0].Reason, System.StringComparison.Ordinal);
        CheckAssert.Is("SVC-11", FindingOutcome.Pass, Secure("ports { sidecar_min_port = 0, sidecar_max_port = 0 }") with { Services = Seen(Service("web"), Sidecar("web", port: 9000)) });
    }

    [Fact]
    public void What_files_define_is_judged_at_their_line_and_does_not_stand_for_what_is_registered()
    {
        ClusterSnapshot files = Defining(Definition("web", "#2") with { EnableTagOverride = true }) with { Services = new() };

        Assert.Equal("web.hcl:1:1", CheckAssert.Is("SVC-08", FindingOutcome.Fail, files)[0].Location!.ToString());
        CheckAssert.Is("SVC-08", FindingOutcome.Unknown, Defining(Definition("web", "#2")) with { Services = new() });
    }

    [Fact]
    public void A_token_whose_owner_cannot_be_asked_leaves_it_open()
    {
        ClusterSnapshot files = s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!.Select(use => use with { Accessor = Look.Missing<string>(EvidenceState.NotAsked, "a connection") })]) });

        Assert.All(["SVC-02", "SVC-04"], id => Assert.Equal("a connection", CheckAssert.Is(id, FindingOutcome.Unknown, files)[0].Reason));
        CheckAssert.Is("SVC-03", FindingOutcome.Pass, files);
    }

    private static ClusterSnapshot WithFile(FileEvidence file) =>
        s_secure.WithNode(n => n with { Host = n.Host with { Files = Seen([.. n.Host.Files.Value!, file]) } });

    private static ClusterSnapshot Defining(params ServiceDefinitionEvidence[] definitions) => s_secure.WithNode(n => n with { Definitions = Seen(definitions) });

    // Defined nowhere, so that it is judged as it is registered.
    private static ClusterSnapshot Registering(ServiceEvidence web) => s_secure.WithNode(n => n with { Definitions = Seen<ServiceDefinitionEvidence>() }) with { Services = Seen(web, Sidecar("web")) };
}
