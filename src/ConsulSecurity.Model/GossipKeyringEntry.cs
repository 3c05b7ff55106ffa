namespace ConsulSecurity;

/// <summary>One key on one gossip ring, and how far it has come.</summary>
public sealed class GossipKeyringEntry
{
    /// <summary>The ring: <c>LAN</c> between all agents of a datacenter, or <c>WAN</c> between the servers of all datacenters.</summary>
    public required string Ring { get; init; }

    /// <summary>The datacenter whose server answered for the ring.</summary>
    public required string Datacenter { get; init; }

    /// <summary>The network segment (Consul Enterprise); empty for the default one.</summary>
    public required string Segment { get; init; }

    /// <summary>The key; it shows itself by its fingerprint only.</summary>
    public required GossipKey Key { get; init; }

    /// <summary>The fingerprint of the key.</summary>
    public string Fingerprint => Key.Fingerprint;

    /// <summary>On how many nodes the key is installed.</summary>
    public required int InstalledOn { get; init; }

    /// <summary>How many nodes send with it; null before Consul 1.8.4, which does not say.</summary>
    public required int? PrimaryOn { get; init; }

    /// <summary>How many nodes are on the ring.</summary>
    public required int NodeCount { get; init; }

    /// <summary>Whether any node sends with it; null before Consul 1.8.4, which does not say.</summary>
    public bool? IsPrimary => PrimaryOn is { } n ? n > 0 : null;

    /// <summary>Ring, fingerprint and counts.</summary>
    /// <returns>For example <c>LAN dc1 3f2a90c1d4e5b607 5/5</c>.</returns>
    public override string ToString() => $"{Ring} {Datacenter} {Fingerprint} {InstalledOn}/{NodeCount}";
}
