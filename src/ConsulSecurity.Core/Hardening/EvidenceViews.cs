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

/// <summary>What would settle a question about tokens.</summary>
internal static class TokenView
{
    public const string Anonymous = "00000000-0000-0000-0000-000000000002";

    public static Judgement Missing(ClusterSnapshot snapshot) => snapshot.Tokens.State switch
    {
        EvidenceState.NotAsked => Judgement.Unknown("cluster", "a connection (-Connection)"),
        EvidenceState.NotConfigured => Judgement.NotApplicable("cluster", "ACLs are off: see ACL-01"),
        _ => Judgement.Unknown("cluster", snapshot.Tokens.Reason),
    };
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
