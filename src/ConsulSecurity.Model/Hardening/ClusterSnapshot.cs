using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>Everything that was seen of a cluster at one time, and why the rest was not; it holds no secret.</summary>
public sealed class ClusterSnapshot
{
    /// <summary>When it was taken (UTC).</summary>
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>The datacenter; null where it could not be seen.</summary>
    public string? Datacenter { get; init; }

    /// <summary>The nodes that were looked at.</summary>
    public IReadOnlyList<NodeSnapshot> Nodes { get; init; } = [];

    /// <summary>The keys on the gossip rings, by fingerprint (<c>keyring:read</c>).</summary>
    public Evidence<IReadOnlyList<KeyringEvidence>> Keyring { get; init; } = new();

    /// <summary>The members that the agent knows (<c>node:read</c>).</summary>
    public Evidence<IReadOnlyList<MemberEvidence>> Members { get; init; } = new();

    /// <summary>The tokens, without their secrets (<c>acl:read</c>).</summary>
    public Evidence<IReadOnlyList<TokenEvidence>> Tokens { get; init; } = new();

    /// <summary>The raft peers (<c>operator:read</c>).</summary>
    public Evidence<IReadOnlyList<RaftPeerEvidence>> RaftPeers { get; init; } = new();

    /// <summary>The intentions that let everything pass or deny it, and how many there are (<c>service:read</c> with intentions).</summary>
    public Evidence<IntentionEvidence> Intentions { get; init; } = new();

    /// <summary>Datacenter and count.</summary>
    /// <returns>For example <c>dc1: 5 nodes</c>.</returns>
    public override string ToString() => $"{Datacenter ?? "(unknown datacenter)"}: {Nodes.Count} nodes";
}
