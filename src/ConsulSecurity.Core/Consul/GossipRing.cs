using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>One gossip ring and the keys on it.</summary>
/// <param name="IsWan">Whether it is the ring between the servers of all datacenters.</param>
/// <param name="Datacenter">The datacenter that answered for it.</param>
/// <param name="Segment">The network segment (Consul Enterprise); empty for the default one.</param>
/// <param name="NodeCount">How many nodes are on the ring.</param>
/// <param name="Keys">Each key, with the number of nodes that have it installed.</param>
/// <param name="PrimaryKeys">Each key, with the number of nodes that send with it; null before Consul 1.8.4, which does not say.</param>
internal sealed record GossipRing(
    bool IsWan,
    string Datacenter,
    string Segment,
    int NodeCount,
    IReadOnlyDictionary<GossipKey, int> Keys,
    IReadOnlyDictionary<GossipKey, int>? PrimaryKeys)
{
    /// <summary>For example <c>LAN of dc1</c>, <c>LAN of dc1, segment alpha</c> or <c>WAN</c>.</summary>
    public string Name => IsWan ? "WAN" : Segment.Length == 0 ? $"LAN of {Datacenter}" : $"LAN of {Datacenter}, segment {Segment}";

    public bool HasEverywhere(GossipKey key) => Count(Keys, key) >= NodeCount;

    /// <summary>Whether every node sends with the key, as far as this version says.</summary>
    public bool UsesEverywhere(GossipKey key) => PrimaryKeys is null || Count(PrimaryKeys, key) >= NodeCount;

    public static int Count(IReadOnlyDictionary<GossipKey, int> keys, GossipKey key) => keys.TryGetValue(key, out int n) ? n : 0;

    public static GossipRing Read(JObject ring) => new(
        (bool?)ring["WAN"] ?? false,
        (string?)ring["Datacenter"] ?? string.Empty,
        (string?)ring["Segment"] ?? string.Empty,
        (int?)ring["NumNodes"] ?? 0,
        ReadKeys(ring["Keys"]) ?? [],
        ReadKeys(ring["PrimaryKeys"]));

    private static Dictionary<GossipKey, int>? ReadKeys(JToken? keys) => (keys as JObject)?.Properties()
        .ToDictionary(p => new GossipKey(Convert.FromBase64String(p.Name)), p => (int)p.Value);
}
