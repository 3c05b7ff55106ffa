using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>Which gossip key a node has, by fingerprints.</summary>
internal static class GossipKeyView
{
    /// <summary>The key of the configuration; null where it says none.</summary>
    public static string? Fingerprint(NodeView node) => node.Said("encrypt")?.Value switch
    {
        GossipKey key => key.Fingerprint,

        // From a snapshot that was saved.
        IReadOnlyDictionary<string, string> words when words.TryGetValue(nameof(GossipKey.Fingerprint), out string? text) => text,
        _ => null,
    };

    /// <summary>The primary keys of the node's keyring files; null where they were not seen.</summary>
    public static IReadOnlyList<string>? OfFiles(NodeView node) =>
        node.Node.Host.Keyrings.Value is { Count: > 0 } rings ? [.. rings.Select(ring => ring.Fingerprints.FirstOrDefault() ?? string.Empty).Distinct()] : null;

    /// <summary>The keys that the rings send with; null where they were not seen.</summary>
    public static IReadOnlyList<string>? OfRings(ClusterSnapshot cluster) =>
        cluster.Keyring.Value is { Count: > 0 } keys && keys.All(key => key.PrimaryOn is not null)
            ? [.. keys.Where(key => key.PrimaryOn > 0).Select(key => key.Fingerprint).Distinct()] : null;
}
