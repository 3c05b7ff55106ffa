using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;
using Xunit;
using static ConsulSecurity.Core.Tests.Hardening.Snapshots;

namespace ConsulSecurity.Core.Tests.Hardening;

public class AclChecksTests
{
    private static readonly ClusterSnapshot s_secure = Secure();

    public static TheoryData<string, ClusterSnapshot> Changes => new()
    {
        // One thing of the ACL system, and the checks that it fails: its own and those that hang on it.
        { "ACL-05 ACL-16", s_secure with { Tokens = Seen(Token(AclToken.AnonymousId, "Anonymous Token")), Members = Seen<MemberEvidence>() } },
        { "ACL-08", s_secure.WithNode(n => n with { Caller = Look.Seen(new CallerEvidence { Accessor = "d", May = ["agent_prefix \"\" read"] }) }) },
        { "ACL-10 ACL-11", s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!, Use("acl.tokens.agent_recovery", "#1", "agent-s1")]) }) },
        { "ACL-11", s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!, Use("acl.tokens.replication", "#1", "agent-s1")]) }) },
        { "ACL-12", s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!.Select(use => use with { IsRandomUuid = use.Label != "#1" })]) }) },
        { "ACL-14", s_secure.WithTokens(new AclToken { AccessorId = "x", Description = "x", NodeIdentities = [new("s9", "dc1")], Policies = [new("k", "k")] }).With(Policy("k", "key_prefix \"x/\" { policy = \"write\" }")) },
        { "ACL-15", s_secure.WithTokens(AgentToken("x", "s8", "s9")) },
        { "ACL-16", s_secure.WithServices(Service("db")) },
        { "ACL-17", s_secure.WithTokens(ServiceToken("x", "db", "cache")) },
        { "ACL-17 ACL-18", s_secure.WithPolicy("service_prefix \"\" { policy = \"write\" }") },
        { "ACL-17", s_secure.WithPolicy("service_prefix \"pay\" { policy = \"write\" }") },
        { "ACL-17 ACL-19", s_secure.WithServices(Service("pay-in"), Service("pay-out")).WithTokens(ServiceToken("i", "pay-in"), ServiceToken("o", "pay-out")).WithPolicy("service_prefix \"pay\" { policy = \"write\" }") },
        { "ACL-20", s_secure.WithServices(Service("web", "s2")) },
        { "ACL-21", s_secure.WithTokens(Ending("m1", AclPolicy.GlobalManagementId), Ending("m2", AclPolicy.GlobalManagementId)) },
        { "ACL-21", (s_secure with { Roles = Seen(new AclRole { Id = "r", Name = "r", Policies = [new(AclPolicy.GlobalManagementId, "global-management")] }) }).WithTokens(InRole("m1"), InRole("m2")) },
        { "ACL-22 ACL-27", s_secure.WithTokens(Token("m", "Bootstrap Token (Global Management)", AclPolicy.GlobalManagementId)) },
        { "ACL-23 ACL-27", s_secure.WithPolicy("keyring = \"write\"") },
        { "ACL-24", s_secure.WithPolicy("service \"web\" { policy = \"write\" intentions = \"write\" } service \"db\" { policy = \"read\" intentions = \"write\" }") },
        { "ACL-25", s_secure.WithPolicy("service \"web\" { policy = \"write\" } key_prefix \"\" { policy = \"write\" }") },
        { "ACL-27", s_secure.WithTokens(Token("m", "admin", AclPolicy.GlobalManagementId)) },
        { "ACL-28", s_secure.WithTokens(Token("x", "does nothing")) },
        { "ACL-28", s_secure.WithTokens(new AclToken { AccessorId = "x", ServiceIdentities = [new("web")] }) },
        { "ACL-29", s_secure.With(Policy("left over", "key \"x\" { policy = \"read\" }")) },
        { "ACL-29", s_secure with { Roles = Seen(new AclRole { Id = "r", Name = "left over" }) } },
        { "ACL-31", s_secure.WithTokens(new AclToken { AccessorId = "old", Description = "old", IsLegacy = true }) },
        { "ACL-33", WithFile(File(FileRole.AgentTokens, "copy.json", "640")) },
        { "ACL-42", WithFile(File(FileRole.BootstrapReset, "acl-bootstrap-reset", "600")) },
        { "ACL-41", s_secure.WithNode(n => n with { Host = n.Host with { Process = Look.Seen(n.Host.Process.Value! with { SecretArguments = ["-hcl"] }) } }) },
        { "ACL-37", s_secure with { AuthMethods = Seen(Jwt("endless", ttl: null)) } },
        { "ACL-37", s_secure with { AuthMethods = Seen(Jwt("loose", TimeSpan.FromMinutes(5), audiences: [])) } },
        { "ACL-38", s_secure with { BindingRules = Seen(Rule("service", "${value.name}", string.Empty)) } },
        { "ACL-38", s_secure with { Roles = Seen(new AclRole { Id = "r", Name = "r", Policies = [new(AclPolicy.GlobalManagementId, "global-management")] }), BindingRules = Seen(Rule("role", "r", "value.team==ops")) } },
        { "ACL-43", s_secure.WithNode(n => n with { TokenUses = Seen([.. n.TokenUses.Value!, Use("service web", "#2", "b", "copy.hcl")]) }) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_thing_fails_its_own_check(string expected, ClusterSnapshot snapshot) => CheckAssert.Fails(expected, snapshot);

    [Fact]
    public void What_the_policies_of_one_token_take_from_each_other_counts()
    {
        // A token of one service by rules that deny the rest of a prefix is still one of a prefix; one whose deny meets the same name is none.
        CheckAssert.Fails("ACL-16", (s_secure with { Services = Seen(Service("db")) }).WithPolicy("service \"db\" { policy = \"write\" } service \"db\" { policy = \"deny\" }"));
        CheckAssert.Is("ACL-16", FindingOutcome.Pass, (s_secure with { Services = Seen(Service("db")) }).WithPolicy("service \"db\" { policy = \"write\" }"));
    }

    [Fact]
    public void Several_datacenters_ask_for_more()
    {
        ClusterSnapshot two = s_secure with { Datacenters = Seen("dc1", "dc2") };

        CheckAssert.Is("ACL-06", FindingOutcome.Fail, two);
        CheckAssert.Is("ACL-30", FindingOutcome.Fail, two);
        ClusterSnapshot second = Secure("primary_datacenter = \"dc1\"") with { Datacenters = Seen("dc1", "dc2"), Datacenter = "dc2" };
        CheckAssert.Is("ACL-06", FindingOutcome.Pass, second);
        CheckAssert.Is("ACL-36", FindingOutcome.Fail, second);
        CheckAssert.Is("ACL-36", FindingOutcome.Pass, second with { Replication = Look.Seen(new AclReplicationEvidence(true, true, "dc1", "tokens", second.TakenAt, null)) });
        CheckAssert.Is("ACL-36", FindingOutcome.Fail, second with { Replication = Look.Seen(new AclReplicationEvidence(true, true, "dc1", "tokens", second.TakenAt.AddHours(-1), second.TakenAt)) });
    }

    [Fact]
    public void A_token_for_all_files_is_for_one_service_at_most()
    {
        const string ForAll = "acl { tokens { config_file_service_registration = \"1f4e6c1e-0000-4000-8000-00000000000a\" } }";

        CheckAssert.Is("ACL-40", FindingOutcome.Pass, Secure(ForAll).WithNode(n => n with { Definitions = Seen(Definition("web", null)) }));
        CheckAssert.Is("ACL-40", FindingOutcome.Fail, Secure(ForAll).WithNode(n => n with { Definitions = Seen(Definition("web", null), Definition("db", null)) }));
    }

    [Fact]
    public void Enterprise_is_asked_for_partitions_and_nobody_else()
    {
        CheckAssert.Is("ACL-44", FindingOutcome.NotApplicable, s_secure);
        CheckAssert.Is("ACL-44", FindingOutcome.Pass, Secure("partition = \"a\"").WithNode(n => n with { Version = "1.20.0+ent" }));
        CheckAssert.Is("ACL-44", FindingOutcome.Unknown, s_secure.WithNode(n => n with { Version = "1.20.0+ent" }));
    }

    [Fact]
    public void A_long_list_ends_with_how_many_more_there_are()
    {
        ClusterSnapshot many = s_secure.WithTokens([.. Enumerable.Range(0, 1000).Select(i => Token($"x{i}", "does nothing"))]);

        HardeningFinding[] findings = CheckAssert.Is("ACL-28", FindingOutcome.Fail, many);

        Assert.Equal(201, findings.Length);
        Assert.Contains(findings, finding => finding.Subject == "cluster" && finding.Seen == "800 more, 1000 in all");
    }

    private static ClusterSnapshot WithFile(FileEvidence file) =>
        s_secure.WithNode(n => n with { Host = n.Host with { Files = Seen([.. n.Host.Files.Value!, file]) } });

    private static AclToken Ending(string accessor, string policy) => new()
    {
        AccessorId = accessor,
        Description = accessor,
        Policies = [new(policy, policy)],
        CreateTime = s_secure.TakenAt,
        ExpirationTime = s_secure.TakenAt.AddHours(1),
    };

    private static AclToken InRole(string accessor) => new()
    {
        AccessorId = accessor,
        Description = accessor,
        Roles = [new("r", "r")],
        AuthMethod = "sso",
    };

    private static AclAuthMethod Jwt(string name, TimeSpan? ttl, string[]? audiences = null) => new()
    {
        Name = name,
        Type = "jwt",
        MaxTokenTtl = ttl,
        Config = new Dictionary<string, object?> { ["BoundIssuer"] = "https://issuer", ["BoundAudiences"] = audiences ?? ["consul"] },
    };

    private static AclBindingRule Rule(string type, string name, string selector) =>
        new() { Id = "rule", AuthMethod = "sso", BindType = type, BindName = name, Selector = selector };
}
