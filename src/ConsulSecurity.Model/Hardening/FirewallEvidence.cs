using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What a host's firewall does with what comes in, as rules that can be walked.</summary>
public sealed record FirewallEvidence
{
    /// <summary>Whose rules they are: <c>nftables</c>.</summary>
    public string Tool { get; init; } = string.Empty;

    /// <summary>The chains: those that see what comes in, in the order of their priority, and those that they jump to.</summary>
    public IReadOnlyList<FirewallChainEvidence> Chains { get; init; } = [];

    /// <summary>The chains in short.</summary>
    /// <returns>For example <c>nftables: 2 chains</c>.</returns>
    public override string ToString() => $"{Tool}: {Chains.Count} chains";
}

/// <summary>A chain of rules.</summary>
/// <param name="Name">Family, table and chain.</param>
/// <param name="IsInput">Whether everything that comes in passes it.</param>
/// <param name="Drops">Whether what no rule decides is dropped.</param>
/// <param name="Rules">The rules in their order.</param>
public sealed record FirewallChainEvidence(string Name, bool IsInput, bool Drops, IReadOnlyList<FirewallChainRuleEvidence> Rules);

/// <summary>A rule of a firewall.</summary>
public sealed record FirewallChainRuleEvidence
{
    /// <summary>The rule as a line.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>accept, drop, reject, return, jump, goto, or continue for a rule that decides nothing.</summary>
    public string Verdict { get; init; } = string.Empty;

    /// <summary>The chain that it jumps to.</summary>
    public string? Target { get; init; }

    /// <summary>tcp, udp or another; null for all.</summary>
    public string? Protocol { get; init; }

    /// <summary>The destination ports, as <c>8300</c> or <c>21000-21255</c>; null for all.</summary>
    public IReadOnlyList<string>? Ports { get; init; }

    /// <summary>The source addresses and networks; null for all.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Whether it is only about what comes over loopback, or belongs to a connection that is open already.</summary>
    public bool IsAboutKnownTraffic { get; init; }

    /// <summary>Whether it has a condition besides these, so that it may or may not be about a packet.</summary>
    public bool HasOtherConditions { get; init; }
}
