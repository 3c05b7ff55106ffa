using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>Everything that was seen of a cluster at one time, and why the rest was not; it holds no secret.</summary>
public sealed record ClusterSnapshot
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
    public Evidence<IReadOnlyList<AclToken>> Tokens { get; init; } = new();

    /// <summary>The policies with their rules (<c>acl:read</c>).</summary>
    public Evidence<IReadOnlyList<AclPolicy>> Policies { get; init; } = new();

    /// <summary>The roles (<c>acl:read</c>).</summary>
    public Evidence<IReadOnlyList<AclRole>> Roles { get; init; } = new();

    /// <summary>The ways to log in for a token, without their secrets (<c>acl:read</c>).</summary>
    public Evidence<IReadOnlyList<AclAuthMethod>> AuthMethods { get; init; } = new();

    /// <summary>What logins give (<c>acl:read</c>).</summary>
    public Evidence<IReadOnlyList<AclBindingRule>> BindingRules { get; init; } = new();

    /// <summary>Whether ACLs come over from another datacenter; needs no permission.</summary>
    public Evidence<AclReplicationEvidence> Replication { get; init; } = new();

    /// <summary>The raft peers (<c>operator:read</c>).</summary>
    public Evidence<IReadOnlyList<RaftPeerEvidence>> RaftPeers { get; init; } = new();

    /// <summary>The datacenters that are known; needs no permission.</summary>
    public Evidence<IReadOnlyList<string>> Datacenters { get; init; } = new();

    /// <summary>All intentions (<c>service_prefix "" read</c>).</summary>
    public Evidence<IReadOnlyList<ConsulIntention>> Intentions { get; init; } = new();

    /// <summary>What is registered on all nodes (<c>service_prefix "" read</c>, <c>node_prefix "" read</c>).</summary>
    public Evidence<IReadOnlyList<ServiceEvidence>> Services { get; init; } = new();

    /// <summary>
    /// The mesh's authority and its roots; its settings only with <c>operator:write</c> (from 1.6.10, 1.7.10 and 1.8.6, <c>operator:read</c> before), else
    /// without a provider.
    /// </summary>
    public Evidence<ConsulConnectCA> ConnectCA { get; init; } = new();

    /// <summary>The configuration entries of proxies, services, mesh and gateways (<c>service_prefix "" read</c>).</summary>
    public Evidence<IReadOnlyList<ConfigEntryEvidence>> ConfigEntries { get; init; } = new();

    /// <summary>How many clusters this one peers with (<c>peering:read</c>, Consul 1.13 and later).</summary>
    public Evidence<int> Peerings { get; init; } = new();

    /// <summary>How many keys lie below <c>_rexec/</c> in the KV store, where <c>consul exec</c> leaves what it ran (<c>key_prefix "_rexec/" read</c>).</summary>
    public Evidence<int> RemoteExecKeys { get; init; } = new();

    /// <summary>Datacenter and count.</summary>
    /// <returns>For example <c>dc1: 5 nodes</c>.</returns>
    public override string ToString() => $"{Datacenter ?? "(unknown datacenter)"}: {Nodes.Count} nodes";
}
