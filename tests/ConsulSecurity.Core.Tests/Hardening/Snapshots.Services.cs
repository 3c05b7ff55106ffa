using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>Tokens, services and the mesh of the cluster that every check is content with.</summary>
internal static partial class Snapshots
{
    public static Evidence<IReadOnlyList<T>> Seen<T>(params T[] items) => Look.Seen<IReadOnlyList<T>>(items);

    public static AclToken Token(string accessor, string description, params string[] policies) => new()
    {
        AccessorId = accessor,
        Description = description,
        Policies = [.. policies.Select(id => new AclLink(id, id))],
    };

    public static AclToken ServiceToken(string accessor, params string[] services) =>
        new() { AccessorId = accessor, Description = accessor, ServiceIdentities = [.. services.Select(service => new AclServiceIdentity(service))] };

    public static AclToken AgentToken(string accessor, params string[] nodes) =>
        new() { AccessorId = accessor, Description = accessor, NodeIdentities = [.. nodes.Select(node => new AclNodeIdentity(node, "dc1"))] };

    public static AclPolicy Policy(string name, string rules) => new() { Id = name, Name = name, Rules = rules };

    public static ConsulIntention Intention(string source, string destination, IntentionAction action) =>
        new() { Source = source, Destination = destination, Action = action };

    public static ConfigEntryEvidence Entry(string kind, string name, params (string Path, object Value)[] settings) =>
        new(kind, name, settings.ToDictionary(setting => setting.Path, setting => (object?)setting.Value));

    public static ServiceEvidence Service(string name, string node = "s1", string kind = "", int port = 8080, ProxyEvidence? proxy = null) =>
        new() { Id = name, Name = name, Node = node, NodeAddress = "10.0.0.1", Kind = kind, Port = port, Proxy = proxy };

    public static ServiceEvidence Sidecar(string service, ProxyEvidence? proxy = null, int port = 21000, string node = "s1") => Service(
        service + "-sidecar-proxy", node, "connect-proxy", port, (proxy ?? new()) with { Destination = service, DestinationId = service, LocalPort = 8080 });

    public static TokenUseEvidence Use(string where, string label, string accessor, string file = "10-base.hcl") =>
        new() { Where = where, Label = label, IsRandomUuid = true, Accessor = Look.Seen(accessor), Location = new SourceLocation(file, 1, 1) };

    public static ServiceDefinitionEvidence Definition(string name, string? label) =>
        new() { Name = name, Id = name, Port = 8080, HasToken = label is not null, TokenLabel = label, Location = new SourceLocation(name + ".hcl", 1, 1) };

    public static ClusterSnapshot WithTokens(this ClusterSnapshot snapshot, params AclToken[] more) =>
        snapshot with { Tokens = Seen([.. snapshot.Tokens.Value!, .. more]) };

    public static ClusterSnapshot With(this ClusterSnapshot snapshot, params AclPolicy[] more) =>
        snapshot with { Policies = Seen([.. snapshot.Policies.Value!, .. more]) };

    /// <summary>A policy and a token that has it.</summary>
    public static ClusterSnapshot WithPolicy(this ClusterSnapshot snapshot, string rules, string name = "p") =>
        snapshot.With(Policy(name, rules)).WithTokens(Token("t-" + name, "has " + name, name));

    public static ClusterSnapshot WithServices(this ClusterSnapshot snapshot, params ServiceEvidence[] more) =>
        snapshot with { Services = Seen([.. snapshot.Services.Value!, .. more]) };

    public static ClusterSnapshot WithEntries(this ClusterSnapshot snapshot, params ConfigEntryEvidence[] more) =>
        snapshot with { ConfigEntries = Seen([.. snapshot.ConfigEntries.Value!, .. more]) };

    public static ClusterSnapshot WithAuthority(this ClusterSnapshot snapshot, string provider, params (string Name, string Value)[] settings) => snapshot with
    {
        ConnectCA = Look.Seen(Authority(provider, settings)),
    };

    public static ConsulConnectRoot Root(bool isActive = true, string key = "ec 256", int daysOld = 100, int daysLeft = 3000) => new()
    {
        Id = isActive ? "new" : "old",
        Name = isActive ? "new" : "old",
        IsActive = isActive,
        Key = key,
        NotBefore = s_now.AddDays(-daysOld),
        NotAfter = s_now.AddDays(daysLeft),
        IntermediateCount = 0,
        Certificate = string.Empty,
    };

    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static ConsulConnectCA Authority(string provider, (string Name, string Value)[] settings, params ConsulConnectRoot[] roots) => new()
    {
        TrustDomain = "x.consul",
        Provider = provider,
        Setting = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        Root = roots.Length > 0 ? roots : [Root()],
    };

    private static readonly (string Name, string Value)[] s_vault = [("Address", "https://vault:8200"), ("AuthMethod", "(hidden)"), ("LeafCertTTL", "72h")];

    private static ClusterSnapshot WithServices(ClusterSnapshot snapshot) => (snapshot with
    {
        Tokens = Seen(
            Token(AclToken.AnonymousId, "Anonymous Token"),
            Token("a", "Bootstrap Token (Global Management)", AclPolicy.GlobalManagementId),
            ServiceToken("b", "web"),
            AgentToken("agent-s1", "s1"),
            AgentToken("agent-s2", "s2"),
            AgentToken("agent-s3", "s3")),
        Policies = Seen(new AclPolicy { Id = AclPolicy.GlobalManagementId, Name = "global-management", Rules = "acl = \"write\" service_prefix \"\" { policy = \"write\" }" }),
        Roles = Seen<AclRole>(),
        AuthMethods = Seen<AclAuthMethod>(),
        BindingRules = Seen<AclBindingRule>(),
        Replication = Look.Seen(new AclReplicationEvidence(false, false, string.Empty, string.Empty, null, null)),
        Datacenters = Seen("dc1"),
        Services = Seen(Service("web"), Sidecar("web")),
        Intentions = Seen(Intention("*", "*", IntentionAction.Deny)),
        ConnectCA = Look.Seen(Authority("vault", s_vault)),
        ConfigEntries = Seen(Entry(
            "mesh", "mesh", ("TLS.Incoming.TLSMinVersion", "TLSv1_2"), ("TransparentProxy.MeshDestinationsOnly", true), ("HTTP.SanitizeXForwardedClientCert", true))),
        Peerings = Look.Seen(0),
    }).WithNode(node => node with
    {
        Running = Look.Seen<IReadOnlyDictionary<string, object?>>(
            new Dictionary<string, object?>(node.Running.Value!.ToDictionary(pair => pair.Key, pair => pair.Value)) { [RunningSettings.SupportedEnvoy] = new List<string> { "1.29.1" } }),
        Caller = Look.Seen(new CallerEvidence { Accessor = AclToken.AnonymousId }),
        Definitions = Seen(Definition("web", "#2")),
        TokenUses = Seen(Use("acl.tokens.agent", "#1", "agent-s1"), Use("service web", "#2", "b", "web.hcl")),
        KeptTokens = Seen<TokenUseEvidence>(),
        AuthoritySettings = Seen<string>(),
        Envoy = Look.Seen(new EnvoyEvidence(false, "1.29.1")),
        OpenApplications = Seen<int>(),
        Checks = node.Checks.IsKnown ? node.Checks : Seen<CheckEvidence>(),
        Host = WithFiles(node.Host),
    });

    // Its listeners, files and process, where they are not there yet.
    private static HostEvidence WithFiles(HostEvidence host) => host with
    {
        Listeners = Seen([.. host.Listeners.Value ?? [], new ListenerEvidence(FirewallProtocol.Tcp, "127.0.0.1", 8080, 1, "web")]),
        Files = Seen([.. host.Files.Value ?? [], File(FileRole.AgentTokens, "acl-tokens.json", "600"), File(FileRole.DefinitionFile, "web.hcl", "640")]),
        Process = host.Process.IsKnown ? host.Process : Look.Seen(new ProcessEvidence { Id = 1, UserId = 900 }),
    };

    public static FileEvidence File(FileRole role, string name, string mode) =>
        new() { Path = "/opt/consul/" + name, Role = role, Mode = Convert.ToInt32(mode, 8), OwnerId = 900, GroupId = 900, Owner = "consul", Group = "consul" };
}
