using System.Collections.Generic;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Firewall;

/// <summary>What the rules of one host follow from.</summary>
internal sealed record FirewallFacts
{
    public required AgentPorts Ports { get; init; }

    /// <summary>The members of the LAN ring that have not left.</summary>
    public IReadOnlyList<string> LanMembers { get; init; } = [];

    /// <summary>The servers of all datacenters, where the agent is one of them.</summary>
    public IReadOnlyList<string> WanMembers { get; init; } = [];

    /// <summary>What is registered at this agent.</summary>
    public IReadOnlyList<ServiceInstance> Services { get; init; } = [];
}

/// <summary>What the user says beyond what Consul knows.</summary>
internal sealed record FirewallWishes
{
    /// <summary>Networks of agents that are not members yet.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>Who may use the HTTP and HTTPS API.</summary>
    public IReadOnlyList<string> Api { get; init; } = [];

    /// <summary>Who may use gRPC: proxies that do not run on this host.</summary>
    public IReadOnlyList<string> Grpc { get; init; } = [];

    /// <summary>Who may ask DNS.</summary>
    public IReadOnlyList<string> Dns { get; init; } = [];

    /// <summary>Who reaches the sidecars; null for the members.</summary>
    public IReadOnlyList<string>? Mesh { get; init; }

    /// <summary>Opens the ports of the sidecars that are registered, instead of the whole range.</summary>
    public bool OnlyRegisteredSidecars { get; init; }

    /// <summary>The ports of administration, which nothing may close.</summary>
    public IReadOnlyList<int> ManagementPorts { get; init; } = [];
}
