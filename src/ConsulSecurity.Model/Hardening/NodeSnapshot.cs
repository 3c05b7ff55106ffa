using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What was seen of one node.</summary>
public sealed record NodeSnapshot
{
    /// <summary>The node's name, or its address where the name could not be seen.</summary>
    public required string Name { get; init; }

    /// <summary>The address that was probed or asked; null where only files were read.</summary>
    public string? Address { get; init; }

    /// <summary>The agent's version; null where it could not be seen.</summary>
    public string? Version { get; init; }

    /// <summary>Whether it is a server; null where it could not be seen.</summary>
    public bool? IsServer { get; init; }

    /// <summary>The configuration files, merged, secrets hidden.</summary>
    public Evidence<AgentConfiguration> Configuration { get; init; } = new();

    /// <summary>The settings that the running agent shows, by the names that configuration has for them (<c>agent:read</c>).</summary>
    public Evidence<IReadOnlyDictionary<string, object?>> Running { get; init; } = new();

    /// <summary>What the RPC port did.</summary>
    public Evidence<RpcEvidence> Rpc { get; init; } = new();

    /// <summary>What the HTTPS port did.</summary>
    public Evidence<RpcEvidence> Https { get; init; } = new();

    /// <summary>Whether plain HTTP is answered at the address.</summary>
    public Evidence<bool> PlainHttp { get; init; } = new();

    /// <summary>What the LAN gossip port did.</summary>
    public Evidence<GossipEvidence> LanGossip { get; init; } = new();

    /// <summary>What the WAN gossip port did.</summary>
    public Evidence<GossipEvidence> WanGossip { get; init; } = new();

    /// <summary>The statuses that paths of the API answer with without a token.</summary>
    public Evidence<IReadOnlyDictionary<string, int>> Anonymous { get; init; } = new();

    /// <summary>What the DNS port did.</summary>
    public Evidence<DnsEvidence> Dns { get; init; } = new();

    /// <summary>What is wrong with the configuration files, as the agent of that version would take them.</summary>
    public Evidence<IReadOnlyList<Diagnostic>> Mistakes { get; init; } = new();

    /// <summary>The health checks: of the files, of the running agent, and those that the data folder keeps.</summary>
    public Evidence<IReadOnlyList<CheckEvidence>> Checks { get; init; } = new();

    /// <summary>What was seen of the host itself.</summary>
    public HostEvidence Host { get; init; } = new();

    /// <summary>What the agent that was asked lets callers do that bring no token.</summary>
    public Evidence<CallerEvidence> Caller { get; init; } = new();

    /// <summary>The services that its configuration files define; a sidecar stands as a service of its own.</summary>
    public Evidence<IReadOnlyList<ServiceDefinitionEvidence>> Definitions { get; init; } = new();

    /// <summary>Where ACL tokens stand in its configuration files; never the tokens.</summary>
    public Evidence<IReadOnlyList<TokenUseEvidence>> TokenUses { get; init; } = new();

    /// <summary>Where ACL tokens stand in its data folder: the agent's own, and those that services were registered with; never the tokens.</summary>
    public Evidence<IReadOnlyList<TokenUseEvidence>> KeptTokens { get; init; } = new();

    /// <summary>The names of the settings that its configuration files have for the mesh's authority (<c>connect.ca_config</c>).</summary>
    public Evidence<IReadOnlyList<string>> AuthoritySettings { get; init; } = new();

    /// <summary>What Envoy's port for its administration did at the address.</summary>
    public Evidence<EnvoyEvidence> Envoy { get; init; } = new();

    /// <summary>The ports of applications behind sidecars that answer at the address, past the sidecar.</summary>
    public Evidence<IReadOnlyList<int>> OpenApplications { get; init; } = new();

    /// <summary>The name.</summary>
    /// <returns>The node's name.</returns>
    public override string ToString() => Name;
}
