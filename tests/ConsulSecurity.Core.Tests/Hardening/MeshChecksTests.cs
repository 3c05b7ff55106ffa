using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;
using Xunit;
using static ConsulSecurity.Core.Tests.Hardening.Snapshots;

namespace ConsulSecurity.Core.Tests.Hardening;

public class MeshChecksTests
{
    private static readonly ClusterSnapshot s_secure = Secure();

    public static TheoryData<string, ClusterSnapshot> Changes => new()
    {
        { "MSH-02", s_secure.WithAuthority("consul", ("LeafCertTTL", "72h")) },
        { "MSH-02 MSH-03", s_secure.WithAuthority("consul", ("PrivateKey", AgentSetting.Hidden)) },
        { "MSH-03", s_secure.WithNode(n => n with { AuthoritySettings = Seen("private_key") }) },
        { "MSH-05", s_secure.WithAuthority("vault", ("Address", "http://vault:8200"), ("AuthMethod", AgentSetting.Hidden)) },
        { "MSH-05", s_secure.WithAuthority("vault", ("Address", "https://vault:8200"), ("Token", AgentSetting.Hidden)) },
        { "MSH-06", s_secure.WithAuthority("aws-pca", ("LeafCertTTL", "720h"), ("IntermediateCertTTL", "8760h")) },
        { "MSH-07", s_secure.WithAuthority("aws-pca", ("LeafCertTTL", "72h"), ("IntermediateCertTTL", "100h")) },
        { "MSH-08", s_secure with { ConnectCA = Look.Seen(Authority("aws-pca", [], Root(daysLeft: 29))) } },
        { "MSH-09", s_secure with { ConnectCA = Look.Seen(Authority("aws-pca", [], Root(key: "rsa 1024"))) } },
        { "MSH-10", s_secure with { ConnectCA = Look.Seen(Authority("aws-pca", [], Root(daysOld: 9), Root(isActive: false))) } },
        { "MSH-11 MSH-13", s_secure with { Intentions = Seen(Intention("*", "*", IntentionAction.Allow)) } },
        { "MSH-14", s_secure with { Intentions = Seen(Intention("*", "web", IntentionAction.Allow)) } },
        { "MSH-16", s_secure with { Intentions = Seen(ByRequest(Allow(prefix: "/admin"))) } },
        { "MSH-16", s_secure with { Intentions = Seen(ByRequest(Allow(prefix: "/"), new IntentionPermission { Action = IntentionAction.Deny, PathExact = "/admin" })) } },
        { "MSH-16", (s_secure with { Intentions = Seen(ByRequest(Allow(prefix: "/public/"))) }).WithMesh("HTTP.Incoming.RequestNormalization.InsecureDisablePathNormalization", true) },
        { "MSH-17", s_secure.WithMesh("TLS.Incoming.TLSMinVersion", "TLSv1_1") },
        { "MSH-17 MSH-20 MSH-21", s_secure with { ConfigEntries = Seen<ConfigEntryEvidence>() } },
        { "MSH-18", s_secure.WithMesh("AllowEnablingPermissiveMutualTLS", true) },
        { "MSH-19", s_secure.WithEntries(Entry("service-defaults", "web", ("MutualTLSMode", "permissive"))) },
        { "MSH-19", s_secure.WithSidecar(new ProxyEvidence { MutualTlsMode = "permissive" }) },
        { "MSH-20", s_secure.WithMesh("TransparentProxy.MeshDestinationsOnly", false) },
        { "MSH-21", s_secure.WithMesh("HTTP.SanitizeXForwardedClientCert", false) },
        { "MSH-22", s_secure.WithEntries(Entry("proxy-defaults", "global", ("Expose.Checks", true))) },
        { "MSH-22", s_secure.WithSidecar(new ProxyEvidence { ExposedPaths = ["/health"] }) },
        { "MSH-23", s_secure.WithSidecar(new ProxyEvidence { LocalAddress = "10.0.0.9" }) },
        { "MSH-24", s_secure.WithSidecar(new ProxyEvidence { Upstreams = [new("db", "0.0.0.0", 9191)] }) },
        { "MSH-25", s_secure.WithNode(n => n with { Host = n.Host with { Listeners = Seen(new ListenerEvidence(FirewallProtocol.Tcp, "0.0.0.0", 8080, 1, "web")) } }) },
        { "MSH-26", s_secure.WithNode(n => n with { OpenApplications = Seen(8080) }) },
        { "MSH-27", s_secure.WithNode(n => n with { Envoy = Look.Seen(new EnvoyEvidence(true, "1.29.1")) }) },
        { "MSH-28", s_secure.WithSidecar(new ProxyEvidence { EscapeHatches = ["envoy_public_listener_json"] }) },
        { "MSH-28", s_secure.WithEntries(Entry("proxy-defaults", "global", ("Config.envoy_public_listener_json", "(set)"))) },
        { "MSH-29", s_secure.WithEntries(Entry("terminating-gateway", "out", ("Services[0].Name", "db"), ("Services[0].CAFile", "/ca.pem"))) },
        { "MSH-30", s_secure.WithEntries(Entry("ingress-gateway", "in", ("Listeners[0].Port", 443L), ("Listeners[0].Services[0].Name", "web"))) },
        { "MSH-30", s_secure.WithEntries(Entry("ingress-gateway", "in", ("TLS.Enabled", true), ("Listeners[0].Port", 443L), ("Listeners[0].Services[0].Name", "*"))) },
        { "MSH-32", s_secure.WithEntries(Entry("exported-services", "default", ("Services[0].Name", "*"), ("Services[0].Consumers[0].Peer", "b"))) },
        { "MSH-34", s_secure.WithNode(n => n with { Envoy = Look.Seen(new EnvoyEvidence(false, "1.14.5")) }) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_thing_fails_its_own_check(string expected, ClusterSnapshot snapshot) => CheckAssert.Fails(expected, snapshot);

    [Theory]
    [InlineData("1.8.5", FindingOutcome.Fail)]
    [InlineData("1.8.6", FindingOutcome.Pass)]
    [InlineData("1.7.9", FindingOutcome.Fail)]
    [InlineData("1.6.10+dfsg1", FindingOutcome.Pass)]
    [InlineData("1.20.0", FindingOutcome.Pass)]
    public void The_authority_is_hidden_from_readers_by_version(string version, FindingOutcome outcome) =>
        CheckAssert.Is("MSH-04", outcome, s_secure.WithNode(n => n with { Version = version }));

    [Fact]
    public void What_a_version_does_not_have_is_not_asked_of_it()
    {
        ClusterSnapshot old = s_secure.WithNode(n => n with { Version = "1.8.7" }) with { ConfigEntries = Seen<ConfigEntryEvidence>() };

        Assert.All(["MSH-12", "MSH-16", "MSH-17", "MSH-18", "MSH-19", "MSH-20", "MSH-21", "MSH-31", "MSH-32"], id => CheckAssert.Is(id, FindingOutcome.NotApplicable, old));
    }

    [Fact]
    public void Gateways_that_are_secured_pass()
    {
        ClusterSnapshot gateways = s_secure.WithEntries(
            Entry("terminating-gateway", "out", ("Services[0].Name", "db"), ("Services[0].CAFile", "/ca.pem"), ("Services[0].SNI", "db.local")),
            Entry("ingress-gateway", "in", ("TLS.Enabled", true), ("Listeners[0].Port", 443L), ("Listeners[0].Services[0].Name", "web")),
            Entry("exported-services", "default", ("Services[0].Name", "web"), ("Services[0].Consumers[0].Peer", "b")));

        Assert.All(["MSH-29", "MSH-30", "MSH-32"], id => CheckAssert.Is(id, FindingOutcome.Pass, gateways));
    }

    [Fact]
    public void Federation_through_gateways_needs_all_verifications()
    {
        const string Federated = "connect { enable_mesh_gateway_wan_federation = true }\n";

        CheckAssert.Is("MSH-33", FindingOutcome.NotApplicable, s_secure);
        CheckAssert.Is("MSH-33", FindingOutcome.Pass, Secure(Federated));
        CheckAssert.Is("MSH-33", FindingOutcome.Fail, Secure(Federated + "tls { internal_rpc { verify_server_hostname = false } }"));
    }

    [Fact]
    public void The_default_of_intentions_is_that_of_ACLs_where_none_is_said()
    {
        ClusterSnapshot open = s_secure with { Intentions = Seen<ConsulIntention>() };

        CheckAssert.Is("MSH-11", FindingOutcome.Pass, open);
        CheckAssert.Is("MSH-11", FindingOutcome.Fail, Secure("acl { enabled = false }\ndefault_intention_policy = \"\"") with { Intentions = open.Intentions });
        CheckAssert.Is("MSH-11", FindingOutcome.Unknown, open.WithNode(n => n with { Configuration = new() }));
    }

    [Fact]
    public void The_authority_is_unknown_to_those_that_may_not_see_it()
    {
        var hidden = new ConsulConnectCA { TrustDomain = "x", Root = [Root()] };

        Assert.All(["MSH-02", "MSH-05", "MSH-06", "MSH-07", "MSH-10"], id => Assert.Equal("operator:write", CheckAssert.Is(id, FindingOutcome.Unknown, s_secure with { ConnectCA = Look.Seen(hidden) })[0].Reason));
        Assert.All(["MSH-08", "MSH-09"], id => CheckAssert.Is(id, FindingOutcome.Pass, s_secure with { ConnectCA = Look.Seen(hidden) }));
    }

    private static IntentionPermission Allow(string prefix) => new() { Action = IntentionAction.Allow, PathPrefix = prefix };

    private static ConsulIntention ByRequest(params IntentionPermission[] permissions) => new() { Source = "web", Destination = "db", Permissions = permissions };
}

/// <summary>Changes to the mesh of a snapshot.</summary>
internal static class MeshSnapshots
{
    public static ClusterSnapshot WithMesh(this ClusterSnapshot snapshot, string setting, object value) => snapshot with
    {
        ConfigEntries = Seen([.. snapshot.ConfigEntries.Value!.Select(entry => entry.Kind == "mesh"
            ? entry with { Settings = new Dictionary<string, object?>(entry.Settings.ToDictionary(pair => pair.Key, pair => pair.Value)) { [setting] = value } }
            : entry)]),
    };

    public static ClusterSnapshot WithSidecar(this ClusterSnapshot snapshot, ProxyEvidence proxy) => snapshot with { Services = Seen(Service("web"), Sidecar("web", proxy)) };
}
