using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Acl;

/// <summary>A resource that ACL rules speak of, and what its rules may say.</summary>
internal sealed class AclResource
{
    private AclResource(string name, bool hasSegments = true, bool hasIntentions = false, bool takesList = false, string since = "1.4")
    {
        Name = name;
        HasSegments = hasSegments;
        HasIntentions = hasIntentions;
        TakesList = takesList;
        Since = new Version(since);
    }

    public static AclResource Acl { get; } = new("acl", hasSegments: false);

    public static AclResource Agent { get; } = new("agent");

    public static AclResource Key { get; } = new("key", takesList: true);

    public static AclResource Keyring { get; } = new("keyring", hasSegments: false);

    public static AclResource Identity { get; } = new("identity", hasIntentions: true, since: "1.17");

    public static AclResource Mesh { get; } = new("mesh", hasSegments: false, since: "1.10");

    public static AclResource Node { get; } = new("node");

    public static AclResource Operator { get; } = new("operator", hasSegments: false);

    public static AclResource Peering { get; } = new("peering", hasSegments: false, since: "1.13");

    public static AclResource Service { get; } = new("service", hasIntentions: true);

    /// <summary>All of them, in the order in which rules are written.</summary>
    public static IReadOnlyList<AclResource> All { get; } =
        [Acl, Agent, new("event"), Identity, Key, Keyring, Mesh, Node, Operator, Peering, new("query"), Service, new("session")];

    /// <summary>The names of rules of Consul Enterprise, which are not judged here.</summary>
    public static IReadOnlyList<string> Enterprise { get; } = ["namespace", "namespace_prefix", "partition", "partition_prefix"];

    /// <summary>What rules call it.</summary>
    public string Name { get; }

    /// <summary>Whether rules name one thing or a prefix; the others are a single value.</summary>
    public bool HasSegments { get; }

    /// <summary>Whether its rules may say something of intentions.</summary>
    public bool HasIntentions { get; }

    /// <summary>Whether <c>list</c> is a value.</summary>
    public bool TakesList { get; }

    /// <summary>The first version of Consul whose rules have it.</summary>
    public Version Since { get; }

    /// <summary>The words that a rule may take.</summary>
    public IReadOnlyList<string> Words => TakesList ? ["read", "list", "write", "deny"] : ["read", "write", "deny"];

    /// <summary>The resource of that name; null where there is none.</summary>
    public static AclResource? Find(string name) => All.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether rules of that version of Consul have it; null stands for the newest.</summary>
    public bool IsKnownTo(Version? version) => version is null || version >= Since;

    public override string ToString() => Name;
}
