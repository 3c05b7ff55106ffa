using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A key on a gossip ring.</summary>
/// <param name="Ring">For example <c>LAN of dc1</c>.</param>
/// <param name="Fingerprint">The key's fingerprint.</param>
/// <param name="InstalledOn">On how many nodes it is installed.</param>
/// <param name="PrimaryOn">How many nodes send with it; null where the version does not say.</param>
/// <param name="NodeCount">How many nodes are on the ring.</param>
/// <param name="KeyBytes">How long the key is, in bytes.</param>
public sealed record KeyringEvidence(string Ring, string Fingerprint, int InstalledOn, int? PrimaryOn, int NodeCount, int KeyBytes);

/// <summary>A member of the LAN gossip ring.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Address">Its IP address.</param>
/// <param name="IsAlive">Whether Serf sees it alive.</param>
/// <param name="Tags">What it tells of itself: role, build, acls, use_tls.</param>
public sealed record MemberEvidence(string Name, string Address, bool IsAlive, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether it is a server.</summary>
    public bool IsServer => Tags.TryGetValue("role", out string? role) && role == "consul";
}

/// <summary>A server of the raft.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="IsVoter">Whether it votes.</param>
/// <param name="ProtocolVersion">The raft protocol.</param>
public sealed record RaftPeerEvidence(string Name, bool IsVoter, string ProtocolVersion);

/// <summary>Whether ACLs come over from the primary datacenter.</summary>
/// <param name="IsEnabled">Whether this datacenter replicates at all.</param>
/// <param name="IsRunning">Whether the replication runs now.</param>
/// <param name="SourceDatacenter">Where from.</param>
/// <param name="Type">What: <c>policies</c>, or <c>tokens</c> as well.</param>
/// <param name="LastSuccess">When it last went well; null for never.</param>
/// <param name="LastError">When it last went wrong; null for never.</param>
public sealed record AclReplicationEvidence(
    bool IsEnabled, bool IsRunning, string SourceDatacenter, string Type, DateTimeOffset? LastSuccess, DateTimeOffset? LastError);

/// <summary>A configuration entry: what of it concerns security.</summary>
/// <param name="Kind">For example <c>proxy-defaults</c>.</param>
/// <param name="Name">Its name; <c>global</c> for those there is one of.</param>
/// <param name="Settings">Its settings by their path, for example <c>TLS.Enabled</c> or <c>Services[0].SNI</c>; what Envoy is given in JSON is <c>(set)</c>.</param>
public sealed record ConfigEntryEvidence(string Kind, string Name, IReadOnlyDictionary<string, object?> Settings)
{
    /// <summary>Kind and name.</summary>
    /// <returns>For example <c>service-defaults web</c>.</returns>
    public override string ToString() => $"{Kind} {Name}";
}
