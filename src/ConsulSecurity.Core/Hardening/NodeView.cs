using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A node's settings from both sides: what the running agent shows counts, else what its files say.</summary>
internal sealed class NodeView(NodeSnapshot node)
{
    public string Name => node.Name;

    public NodeSnapshot Node => node;

    /// <summary>What was seen of the cluster that it is in.</summary>
    public ClusterSnapshot Cluster { get; init; } = new();

    /// <summary>The version: the one that its files were read for, else the agent's; null where neither is known.</summary>
    public System.Version? Version => node.Configuration.Value?.ConsulVersion ?? Observation.SnapshotTaker.ParseVersion(node.Version);

    /// <summary>The version that the files were read for, and that of the agent; where they differ, both count.</summary>
    public IReadOnlyList<System.Version> Versions =>
        [.. new[] { node.Configuration.Value?.ConsulVersion, Observation.SnapshotTaker.ParseVersion(node.Version) }.OfType<System.Version>()];

    /// <summary>Whether a file says a setting, so that it is no default.</summary>
    public AgentSetting? Said(string name) => node.Configuration.Value?.Find(name) is { IsDefault: false } said ? said : null;

    /// <summary>What would let settings be seen.</summary>
    public string WhatIsMissing => node.Running.State == EvidenceState.NoPermission
        ? $"{node.Running.Reason} on this node, or its configuration (-Path)"
        : "a connection to the agent (-Connection), or its configuration (-Path)";

    /// <summary>A setting; null where neither side was seen, or neither says anything.</summary>
    public SeenSetting? Find(string name)
    {
        AgentSetting? said = node.Configuration.Value?.Find(name);
        if (node.Running.Value is { } running && running.TryGetValue(name, out object? value))
        {
            return new SeenSetting(name, value, "running agent", said is { IsDefault: false } ? said.Location : null);
        }

        return said is null ? null : new SeenSetting(name, said.Value, said.IsDefault ? "default" : $"{said.Location}", said.IsDefault ? null : said.Location);
    }

    public bool? IsTrue(string name) => Find(name)?.Value as bool?;

    public long? Number(string name) => Find(name)?.Value as long?;

    public string? Text(string name) => Find(name)?.Value as string;

    public IReadOnlyList<string>? List(string name) => Find(name)?.Value switch
    {
        IEnumerable<string> list => [.. list],
        string { Length: > 0 } text => [text],
        string => [],
        _ => null,
    };

    /// <summary>Whether RPC asks for a client certificate by its settings: up to 1.11 either name is enough.</summary>
    public bool? VerifiesIncomingRpc => Tls(node.Configuration.Value?.InternalRpc.VerifyIncoming, "verify_incoming", "verify_incoming_rpc");

    public bool? VerifiesOutgoing => Tls(node.Configuration.Value?.InternalRpc.VerifyOutgoing, "verify_outgoing");

    public bool? VerifiesServerHostname => Tls(node.Configuration.Value?.InternalRpc.VerifyServerHostname, "verify_server_hostname");

    public bool? VerifiesIncomingHttps => Tls(node.Configuration.Value?.Https.VerifyIncoming, "verify_incoming", "verify_incoming_https");

    // What the running agent shows under any of the names; its files where it shows none.
    private bool? Tls(bool? said, params string[] names)
    {
        bool[] shown = [.. names.Select(name => node.Running.Value is { } running && running.TryGetValue(name, out object? value) ? value as bool? : null).OfType<bool>()];
        return shown.Length > 0 ? shown.Contains(true) : said;
    }

    /// <summary>Whether an API listener takes connections from other hosts; null where that was not seen, false where it is off.</summary>
    /// <param name="listeners">The running agent's listeners, for example <c>(http_listeners)</c>.</param>
    /// <param name="port">The setting of the port.</param>
    /// <param name="address">The setting of its own address.</param>
    public bool? IsExposed(string listeners, string port, string address)
    {
        if (node.Running.IsKnown && List(listeners) is { } running)
        {
            return running.Any(listener => listener.StartsWith("tcp://", System.StringComparison.Ordinal) && !Addresses.IsLoopback(Addresses.HostOf(listener)));
        }

        if (!node.Configuration.IsKnown)
        {
            return null;
        }

        IReadOnlyList<string> addresses = List(address) is { Count: > 0 } own ? own : List("client_addr") ?? [];
        return Number(port) is > 0 && addresses.SelectMany(a => a.Split(' ')).Any(a => !Addresses.IsLoopback(a) && !a.StartsWith("unix:", System.StringComparison.Ordinal));
    }
}
