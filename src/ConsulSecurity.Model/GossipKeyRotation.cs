using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A rotation of the gossip key that has been carried out.</summary>
public sealed class GossipKeyRotation
{
    /// <summary>The key that every node sends with now.</summary>
    public required GossipKey Key { get; init; }

    /// <summary>The fingerprint of that key.</summary>
    public string Fingerprint => Key.Fingerprint;

    /// <summary>The rings that follow it, such as <c>LAN of dc1</c> and <c>WAN</c>.</summary>
    public required IReadOnlyList<string> Rings { get; init; }

    /// <summary>The fingerprints of the keys that were taken away.</summary>
    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
