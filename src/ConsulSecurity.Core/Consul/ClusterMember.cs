using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>How Serf sees a member.</summary>
internal enum MemberStatus
{
    None = 0,
    Alive = 1,
    Leaving = 2,
    Left = 3,
    Failed = 4,
}

/// <summary>A member of a gossip ring.</summary>
/// <param name="Name">The node's name; on the WAN ring with <c>.datacenter</c> behind it.</param>
/// <param name="Address">Its IP address.</param>
/// <param name="Status">How Serf sees it.</param>
/// <param name="Tags">What it tells of itself: role, dc, build, acls, use_tls, ...</param>
internal sealed record ClusterMember(string Name, string Address, MemberStatus Status, IReadOnlyDictionary<string, string> Tags)
{
    public bool IsServer => Tags.TryGetValue("role", out string? role) && role == "consul";

    public string? Datacenter => Tags.TryGetValue("dc", out string? dc) ? dc : null;

    public static ClusterMember Read(JObject member) => new(
        (string?)member["Name"] ?? string.Empty,
        (string?)member["Addr"] ?? string.Empty,
        (MemberStatus)((int?)member["Status"] ?? 0),
        (member["Tags"] as JObject)?.Properties().ToDictionary(p => p.Name, p => (string?)p.Value ?? string.Empty) ?? []);
}
