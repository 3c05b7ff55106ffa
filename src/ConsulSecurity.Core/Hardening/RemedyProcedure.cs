namespace ConsulSecurity.Hardening;

/// <summary>The procedures that harden a running cluster step by step.</summary>
internal enum RemedyProcedure
{
    /// <summary>Gossip encryption: key, sending, refusing.</summary>
    Gossip,

    /// <summary>TLS between agents and for the API.</summary>
    Tls,

    /// <summary>ACLs: on with default allow, bootstrap, tokens, deny.</summary>
    Acl,

    /// <summary>A token for each agent.</summary>
    AgentTokens,

    /// <summary>A token for each service.</summary>
    ServiceTokens,

    /// <summary>Connect and its authority.</summary>
    Connect,

    /// <summary>Intentions: what is needed allowed, all else denied.</summary>
    Intentions,
}
