namespace ConsulSecurity;

/// <summary>A service in a configuration file.</summary>
public sealed record ServiceDefinitionEvidence
{
    /// <summary>The service's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its id.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Empty for a service, else <c>connect-proxy</c>, <c>mesh-gateway</c>, ...</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The address; empty for the node's.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>The port; 0 where none is said.</summary>
    public int Port { get; init; }

    /// <summary>Whether it has a token of its own, or its service's where it is a sidecar.</summary>
    public bool HasToken { get; init; }

    /// <summary>The label of that token among the node's (<see cref="NodeSnapshot.TokenUses"/>); null where it has none.</summary>
    public string? TokenLabel { get; init; }

    /// <summary>Whether it is the sidecar of the service before it.</summary>
    public bool IsSidecar { get; init; }

    /// <summary>Whether others may change its tags through the catalog.</summary>
    public bool EnableTagOverride { get; init; }

    /// <summary>What it is a proxy for; null for what is none.</summary>
    public ProxyEvidence? Proxy { get; init; }

    /// <summary>The file and line.</summary>
    public SourceLocation? Location { get; init; }
}
