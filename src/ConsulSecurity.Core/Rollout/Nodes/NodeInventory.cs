using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.NetworkInformation;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>Reads inventories: trees of JSON or PSD1, or the members that Consul knows.</summary>
internal static class NodeInventory
{
    private static readonly PropertyInfo[] s_properties = [.. typeof(ConsulNode).GetProperties().Where(p => p.CanWrite)];

    /// <param name="tree">A list of nodes, or an object with <c>Nodes</c> and, for all of them, <c>Defaults</c>.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <param name="isPart">Whether more nodes come from elsewhere, so that the whole is checked later.</param>
    /// <exception cref="ConsulSecurityException"><c>InventoryInvalid</c>.</exception>
    public static IReadOnlyList<ConsulNode> Read(object tree, string source, bool isPart = false)
    {
        Dictionary<string, object?>? whole = AsObject(tree);
        Dictionary<string, object?> defaults = whole is not null && whole.TryGetValue("Defaults", out object? given) && given is not null
            ? AsObject(given) ?? throw RolloutErrors.InventoryInvalid(source, "'Defaults' is not an object.")
            : [];
        object? list = whole is null ? tree : whole.TryGetValue("Nodes", out object? nodes) ? nodes : new[] { tree };
        ConsulNode[] read = [.. Items(list, source).Select(item => ReadNode(item, defaults, source))];
        return isPart ? read : Check(read, source);
    }

    /// <summary>Refuses inventories that a rollout could do harm with.</summary>
    /// <exception cref="ConsulSecurityException"><c>InventoryInvalid</c>.</exception>
    public static IReadOnlyList<ConsulNode> Check(IReadOnlyList<ConsulNode> nodes, string source)
    {
        string? twice = nodes.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is not null ? throw RolloutErrors.InventoryInvalid(source, $"it has node '{twice}' twice.")
            : nodes.Count == 0 ? throw RolloutErrors.InventoryInvalid(source, "it has no nodes.")
            : nodes.Any(n => n.IsServer) ? nodes
            : throw RolloutErrors.InventoryInvalid(source, "it has no server: say IsServer = true where it is so.");
    }

    /// <summary>The living members of the LAN; those that are not this machine are reached by ssh at their addresses.</summary>
    public static async Task<IReadOnlyList<ConsulNode>> FromMembersAsync(ConsulClient client, CancellationToken cancellation)
    {
        IReadOnlyList<ClusterMember> members = await new AgentApi(client).MembersAsync(wan: false, cancellation).ConfigureAwait(false);
        var own = new HashSet<string>(OwnAddresses(), StringComparer.Ordinal);
        ConsulNode[] nodes =
        [
            .. members.Where(m => m.Status == MemberStatus.Alive).Select(m => new ConsulNode
            {
                Name = m.Name,
                Address = m.Address,
                IsServer = m.IsServer,
                SshDestination = own.Contains(m.Address) || m.Address.StartsWith("127.", StringComparison.Ordinal) ? null : m.Address,
            }),
        ];
        return Check(nodes, "members of " + client.Connection);
    }

    /// <summary>The nodes themselves.</summary>
    public static IReadOnlyList<INode> Open(IEnumerable<ConsulNode> nodes) =>
        [.. nodes.Select(INode (node) => node.SshDestination is null ? new LocalNode(node, CommandRunner.Instance) : new SshNode(node, CommandRunner.Instance))];

    private static IEnumerable<string> OwnAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address.ToString().Split('%')[0]);

    private static ConsulNode ReadNode(Dictionary<string, object?> item, Dictionary<string, object?> defaults, string source)
    {
        var node = new ConsulNode { Name = string.Empty, Address = string.Empty };
        foreach (KeyValuePair<string, object?> value in defaults.Where(d => !item.ContainsKey(d.Key)).Concat(item))
        {
            PropertyInfo property = s_properties.FirstOrDefault(p => string.Equals(p.Name, value.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw RolloutErrors.InventoryInvalid(source, $"a node has no '{value.Key}'; there are {string.Join(", ", s_properties.Select(p => p.Name))}.");
            try
            {
                property.SetValue(node, value.Value is null ? null : Convert.ChangeType(value.Value, property.PropertyType, CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
            {
                throw RolloutErrors.InventoryInvalid(source, $"'{value.Key}' of a node cannot be '{value.Value}'.");
            }
        }

        return node.Name.Length > 0 && node.Address.Length > 0 ? node : throw RolloutErrors.InventoryInvalid(source, "each node needs a Name and an Address.");
    }

    private static IEnumerable<Dictionary<string, object?>> Items(object? list, string source) => list switch
    {
        JArray array => array.Select(item => AsObject(item) ?? throw RolloutErrors.InventoryInvalid(source, "each node is an object.")),
        string or JValue or null => throw RolloutErrors.InventoryInvalid(source, "it is a list of nodes, or an object with 'Nodes'."),
        IEnumerable items => items.Cast<object>().Select(item => AsObject(item) ?? throw RolloutErrors.InventoryInvalid(source, "each node is an object.")),
        _ => throw RolloutErrors.InventoryInvalid(source, "it is a list of nodes, or an object with 'Nodes'."),
    };

    private static Dictionary<string, object?>? AsObject(object tree) => tree switch
    {
        JObject json => json.Properties().ToDictionary(p => p.Name, p => (object?)(p.Value is JValue value ? value.Value : p.Value), StringComparer.OrdinalIgnoreCase),
        IDictionary map => map.Keys.Cast<object>().ToDictionary(key => $"{key}", key => (object?)map[key], StringComparer.OrdinalIgnoreCase),
        _ => null,
    };
}
