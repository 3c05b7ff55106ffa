using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>What would settle a question about the keyring.</summary>
internal static class KeyringView
{
    public static Judgement Missing(ClusterSnapshot snapshot) => snapshot.Keyring.State switch
    {
        EvidenceState.NotAsked => Judgement.Unknown("cluster", "a connection to a server (-Connection)"),
        EvidenceState.NotConfigured => Judgement.NotApplicable("cluster", "there is no keyring: see GOS-01"),
        _ => Judgement.Unknown("cluster", snapshot.Keyring.Reason),
    };
}

/// <summary>What checks say of tokens.</summary>
internal static class TokenView
{
    /// <summary>What a token of <c>acl bootstrap</c> is called by Consul.</summary>
    public const string Bootstrap = "Bootstrap Token (Global Management)";

    public static string Subject(AclToken token) => $"token {token.AccessorId}";

    /// <summary>Everything that gives a token rights.</summary>
    public static IEnumerable<string> Rights(AclToken token) => token.Policies.Select(policy => policy.ToString())
        .Concat(token.Roles.Select(role => $"role {role}"))
        .Concat(token.ServiceIdentities.Select(service => $"service identity {service}"))
        .Concat(token.NodeIdentities.Select(node => $"node identity {node}"))
        .Concat(token.TemplatedPolicies.Select(template => template.ToString()))
        .Concat(token.IsLegacy ? ["legacy rules"] : []);
}

/// <summary>What would settle a question about anything else that an agent is asked for.</summary>
internal static class AgentView
{
    public static string Missing<T>(Evidence<T> evidence) =>
        evidence.State == EvidenceState.NotAsked ? "a connection (-Connection)" : evidence.Reason;
}

/// <summary>What would settle a question about a probe.</summary>
internal static class ProbeView
{
    public static string Missing<T>(Evidence<T> probe) =>
        probe.State == EvidenceState.NotAsked ? "an address to probe (-Address)" : probe.Reason;
}
