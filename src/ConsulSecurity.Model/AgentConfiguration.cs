using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity;

/// <summary>The configuration of an agent as the agent sees it: all files merged, defaults filled in, secrets hidden.</summary>
public sealed class AgentConfiguration
{
    private Dictionary<string, AgentSetting>? _byName;

    /// <summary>The version of Consul that it was read for; null where none was given and the newest was taken.</summary>
    public Version? ConsulVersion { get; init; }

    /// <summary>The files, in the order in which Consul reads them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Every setting that is said or has a default, by name.</summary>
    public IReadOnlyList<AgentSetting> Settings { get; init; } = [];

    /// <summary>What TLS comes to on the port that servers and agents talk on.</summary>
    public AgentTls InternalRpc { get; init; } = new();

    /// <summary>What TLS comes to on the HTTPS API.</summary>
    public AgentTls Https { get; init; } = new();

    /// <summary>What TLS comes to on the gRPC API, which proxies use.</summary>
    public AgentTls Grpc { get; init; } = new();

    /// <summary>Whether the agent is a server.</summary>
    public bool IsServer => Find("server")?.Value is true;

    /// <summary>The datacenter.</summary>
    public string? Datacenter => Find("datacenter")?.Value as string;

    /// <summary>The setting of a name, or null where it is not said and has no default.</summary>
    /// <param name="name">For example <c>acl.default_policy</c>.</param>
    /// <returns>The setting.</returns>
    public AgentSetting? Find(string name)
    {
        // Settings do not change once they are given.
        _byName ??= Settings.GroupBy(setting => setting.Name).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return _byName.TryGetValue(name, out AgentSetting? setting) ? setting : null;
    }

    /// <summary>How many files and settings.</summary>
    /// <returns>For example <c>3 files, 41 settings said</c>.</returns>
    public override string ToString() => $"{Files.Count} files, {Settings.Count(setting => !setting.IsDefault)} settings said";
}
