using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A registered instance of a service, a proxy or a gateway.</summary>
public sealed record ServiceEvidence
{
    /// <summary>Its id, unique on its node.</summary>
    public required string Id { get; init; }

    /// <summary>The service's name.</summary>
    public required string Name { get; init; }

    /// <summary>Empty for a service, else <c>connect-proxy</c>, <c>mesh-gateway</c>, <c>ingress-gateway</c>, ...</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The node that it is registered on.</summary>
    public string Node { get; init; } = string.Empty;

    /// <summary>The node's address.</summary>
    public string NodeAddress { get; init; } = string.Empty;

    /// <summary>The address of its own; empty for the node's.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>Its port.</summary>
    public int Port { get; init; }

    /// <summary>Whether it speaks the mesh's TLS itself.</summary>
    public bool IsNative { get; init; }

    /// <summary>Whether others may change its tags through the catalog.</summary>
    public bool EnableTagOverride { get; init; }

    /// <summary>What it is a proxy for; null for what is none.</summary>
    public ProxyEvidence? Proxy { get; init; }

    /// <summary>Where it is reached.</summary>
    public string EffectiveAddress => Address.Length > 0 ? Address : NodeAddress;

    /// <summary>Name and node.</summary>
    /// <returns>For example <c>web on n1</c>.</returns>
    public override string ToString() => Id == Name || Id.Length == 0 ? $"{Name} on {Node}" : $"{Name} ({Id}) on {Node}";
}

/// <summary>What a sidecar stands in front of, and what it lets in besides the mesh.</summary>
public sealed record ProxyEvidence
{
    /// <summary>The service that it stands for.</summary>
    public string Destination { get; init; } = string.Empty;

    /// <summary>The instance's id; empty where the proxy names none.</summary>
    public string DestinationId { get; init; } = string.Empty;

    /// <summary>Where it finds the application; loopback by default.</summary>
    public string LocalAddress { get; init; } = "127.0.0.1";

    /// <summary>The application's port.</summary>
    public int LocalPort { get; init; }

    /// <summary>Whom the application calls through it.</summary>
    public IReadOnlyList<UpstreamEvidence> Upstreams { get; init; } = [];

    /// <summary>Whether it lets health checks past the mesh's TLS.</summary>
    public bool ExposesChecks { get; init; }

    /// <summary>Paths that it lets past the mesh's TLS.</summary>
    public IReadOnlyList<string> ExposedPaths { get; init; } = [];

    /// <summary>The names of settings that hand Envoy JSON of one's own, such as <c>envoy_public_listener_json</c>.</summary>
    public IReadOnlyList<string> EscapeHatches { get; init; } = [];

    /// <summary><c>permissive</c> where it takes connections in the clear (Consul 1.16 and later); empty where nothing is said.</summary>
    public string MutualTlsMode { get; init; } = string.Empty;
}

/// <summary>A service that an application calls through its sidecar.</summary>
/// <param name="Name">The service, or the prepared query.</param>
/// <param name="BindAddress">Where the proxy listens for the application; loopback by default.</param>
/// <param name="BindPort">The port there.</param>
public sealed record UpstreamEvidence(string Name, string BindAddress, int BindPort);
