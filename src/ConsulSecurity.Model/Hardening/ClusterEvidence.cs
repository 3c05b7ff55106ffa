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

/// <summary>A token, without its secret.</summary>
/// <param name="AccessorId">Its accessor id.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="Policies">The names of its policies.</param>
/// <param name="Roles">The names of its roles.</param>
/// <param name="Services">The services of its service identities.</param>
/// <param name="Nodes">The nodes of its node identities.</param>
/// <param name="Expires">Whether it ends by itself.</param>
public sealed record TokenEvidence(
    string AccessorId,
    string Description,
    IReadOnlyList<string> Policies,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Nodes,
    bool Expires);

/// <summary>A server of the raft.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="IsVoter">Whether it votes.</param>
/// <param name="ProtocolVersion">The raft protocol.</param>
public sealed record RaftPeerEvidence(string Name, bool IsVoter, string ProtocolVersion);

/// <summary>Intentions in short.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="DeniesByDefault">Whether one denies everything to everything.</param>
/// <param name="AllowsByDefault">Whether one allows everything to everything.</param>
/// <param name="WildcardAllows">The allowing intentions with a wildcard, as <c>source => destination</c>.</param>
public sealed record IntentionEvidence(int Count, bool DeniesByDefault, bool AllowsByDefault, IReadOnlyList<string> WildcardAllows);
