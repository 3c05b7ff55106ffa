using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Rollout;

/// <summary>A step of hardening, as data.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Procedure">What remedies call it by.</param>
/// <param name="Title">What it does, in words.</param>
/// <param name="After">What has to be done on all nodes before, with reason and source.</param>
internal sealed record StepDefinition(string Id, RemedyProcedure? Procedure, string Title, params RolloutDependency[] After)
{
    /// <summary>Which nodes it is about.</summary>
    public NodeRole Role { get; init; }

    /// <summary>Whether it is done through the API alone.</summary>
    public bool IsApi { get; init; }

    /// <summary>The file of ours that it is in; null where it is in none.</summary>
    public string? Topic { get; init; }

    /// <summary>Which phase of the file it is.</summary>
    public int Phase { get; init; }

    /// <summary>Whether it is done on a node.</summary>
    public Func<FleetNode, bool> IsDone { get; init; } = _ => false;

    public bool IsFor(ConsulNode node) => Role == NodeRole.Any || node.IsServer == (Role == NodeRole.Server);
}

/// <summary>All steps and what each has to wait for. A step that waits for another is in a later pass, as each pass goes over all nodes.</summary>
internal static class StepTable
{
    public const string Settings = "settings";
    public const string AclTokens = "acl-tokens";
    public const string AgentTokens = "agent-tokens";
    public const string ServiceTokens = "service-tokens";
    public const string ServiceHandOver = "service-hand-over";
    public const string Intentions = "intentions";
    public const string AclDeny = "acl-deny";
    public const string GossipRefuse = "gossip-refuse";
    public const string TlsFiles = "tls-files";
    public const string TlsSend = "tls-send";
    public const string TlsRefuse = "tls-refuse";
    public const string HttpOff = "http-off";
    public const string AclAllow = "acl-allow";

    private const string GossipDocs = "https://developer.hashicorp.com/consul/docs/security/encryption/gossip";
    private const string TlsDocs = "https://developer.hashicorp.com/consul/docs/security/encryption/mtls";
    private const string AclDocs = "https://developer.hashicorp.com/consul/docs/security/acl";
    private const string ConnectDocs = "https://developer.hashicorp.com/consul/docs/connect/security";

    public static IReadOnlyList<StepDefinition> All { get; } =
    [
        new(Settings, null, "settings that stand alone") { Topic = "settings", Phase = 1 },
        new("gossip-key", RemedyProcedure.Gossip, "every agent gets the gossip key, and still sends and takes clear text")
        {
            Topic = "gossip",
            Phase = 1,
            IsDone = n => Running(n, RunningSettings.LanEncrypted) ?? !string.IsNullOrEmpty(n.Configuration.String("encrypt")),
        },
        new("gossip-send", RemedyProcedure.Gossip, "gossip is sent encrypted", new RolloutDependency(
            "gossip-key", "a node without the key cannot read what is sent encrypted; autopilot takes such a server out of raft within 12 s (measured on 1.8.7)", GossipDocs))
        {
            Topic = "gossip",
            Phase = 2,
            IsDone = n => IsDone("gossip-key", n) && Holds(n, "encrypt_verify_outgoing"),
        },
        new(GossipRefuse, RemedyProcedure.Gossip, "gossip in the clear is refused", new RolloutDependency(
            "gossip-send", "a node that still sends in the clear would not be heard any more", GossipDocs))
        {
            Topic = "gossip",
            Phase = 3,
            IsDone = n => IsDone("gossip-send", n) && Holds(n, "encrypt_verify_incoming"),
        },
        new(TlsFiles, RemedyProcedure.Tls, "every agent gets a certificate and the HTTPS API, nothing is verified yet")
        {
            Topic = "tls",
            Phase = 1,
            IsDone = n => View(n).Number("ports.https") is > 0 && Tls(n).CaFile is not null
                && (Tls(n).CertificateFile is not null || View(n).IsTrue("auto_encrypt.tls") == true),
        },
        new(TlsSend, RemedyProcedure.Tls, "agents call servers by TLS and verify their names", new RolloutDependency(
            TlsFiles, "a server without a certificate cannot be called by TLS: every call through the caller fails", TlsDocs))
        {
            Topic = "tls",
            Phase = 3,
            IsDone = n => View(n).VerifiesOutgoing == true && View(n).VerifiesServerHostname == true,
        },
        new(TlsRefuse, RemedyProcedure.Tls, "servers refuse callers without a certificate", new RolloutDependency(
            TlsSend, "an agent that still calls in the clear would be cut off from the servers", TlsDocs))
        {
            Topic = "tls",
            Phase = 4,
            IsDone = n => !n.Info.IsServer || View(n).VerifiesIncomingRpc == true,
        },
        new(
            HttpOff,
            RemedyProcedure.Tls,
            "plain HTTP goes",
            new RolloutDependency(TlsFiles, "callers need HTTPS first", TlsDocs),
            new RolloutDependency(TlsSend, "callers get as long as can be to move to HTTPS: all that closes closes in the last pass", TlsDocs),
            new RolloutDependency(AgentTokens, "callers move to HTTPS and to their tokens at once, when they have been told", AclDocs))
        {
            Topic = "tls",
            Phase = 5,
            IsDone = HttpIsOff,
        },
        new(AclAllow, RemedyProcedure.Acl, "ACLs are on and allow what no rule denies")
        {
            Topic = "acl",
            Phase = 1,
            IsDone = n => View(n).IsTrue("acl.enabled") == true,
        },
        new(AclTokens, RemedyProcedure.Acl, "the first token; policies, and a token for each agent", new RolloutDependency(
            AclAllow, "the leader makes tokens, and makes none while ACLs are off", AclDocs))
        {
            IsApi = true,
        },
        new(AgentTokens, RemedyProcedure.AgentTokens, "every agent gets its own token", new RolloutDependency(
            AclTokens, "a token has to be known to every server before an agent uses it: agents remember for 30 s that it was not (measured on 1.8.7)", AclDocs))
        {
            Topic = "tokens",
            Phase = 1,
            IsDone = n => n.HasAgentToken,
        },
        new(ServiceTokens, RemedyProcedure.ServiceTokens, "a token for each service", new RolloutDependency(
            AclAllow, "the leader makes tokens, and makes none while ACLs are off", AclDocs))
        {
            IsApi = true,
        },
        new(ServiceHandOver, RemedyProcedure.ServiceTokens, "registered services get their tokens", new RolloutDependency(
            ServiceTokens, "a token has to be known to every server before it is used", AclDocs))
        {
            IsDone = n => n.Services.All(s => s.HasToken || !s.IsKept),
        },
        new("connect", RemedyProcedure.Connect, "Connect is on, its authority is made by the leader")
        {
            Topic = "connect",
            Phase = 1,
            Role = NodeRole.Server,
            IsDone = n => View(n).IsTrue("connect.enabled") == true,
        },
        new(Intentions, RemedyProcedure.Intentions, "intentions for what registered sidecars call", new RolloutDependency(
            "connect", "intentions are of the mesh, which is not there without Connect", ConnectDocs))
        {
            IsApi = true,
        },
        new(
            AclDeny,
            RemedyProcedure.Acl,
            "what no rule allows is denied",
            new RolloutDependency(AgentTokens, "an agent without a token cannot keep its node in the catalog up to date under default deny", AclDocs),
            new RolloutDependency(ServiceTokens, "a service of a file gets its token from people, who need one to give", AclDocs),
            new RolloutDependency(ServiceHandOver, "a service without a token drops out of the catalog under default deny", AclDocs),
            new RolloutDependency(Intentions, "under default deny no service may call another without an intention", ConnectDocs))
        {
            Topic = "acl",
            Phase = 2,
            IsDone = n => View(n).IsTrue("acl.enabled") == true && View(n).Text("acl.default_policy") == "deny",
        },
    ];

    public static StepDefinition Find(string id) => All.First(step => step.Id == id);

    private static bool IsDone(string id, FleetNode node) => Find(id).IsDone(node);

    private static NodeView View(FleetNode node) => new(node.Snapshot);

    private static AgentTls Tls(FleetNode node) => TlsView.Of(node.Configuration, TlsView.InternalRpc);

    private static bool? Running(FleetNode node, string name) => View(node).IsTrue(name);

    // Both what is written and what runs: either alone is half done.
    private static bool Holds(FleetNode node, string name) => node.Configuration.Bool(name) && View(node).IsTrue(name) == true;

    private static bool HttpIsOff(FleetNode node) =>
        node.Snapshot.PlainHttp.IsKnown && node.Info.Address is not ("localhost" or "127.0.0.1" or "::1")
            ? !node.Snapshot.PlainHttp.Value
            : View(node).IsExposed("(http_listeners)", "ports.http", "addresses.http") == false;
}
