using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity;

/// <summary>What a waypoint changes on one node.</summary>
public sealed class RolloutNodeChange
{
    /// <summary>The node.</summary>
    public string Node { get; init; } = string.Empty;

    /// <summary>Whether its agent has to be restarted; else it is told to read its configuration again.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>Whether it gets a certificate of the cluster's authority.</summary>
    public bool GetsCertificate { get; init; }

    /// <summary>The services that get a token while the agent is stopped.</summary>
    public IReadOnlyList<string> ServiceTokens { get; init; } = [];

    /// <summary>Our files in its configuration folder.</summary>
    public IReadOnlyList<RolloutFile> Files { get; init; } = [];

    /// <summary>All lines that come and go, secrets by their names in the vault.</summary>
    public IReadOnlyList<string> Difference => [.. Files.SelectMany(file => file.Difference)];

    /// <summary>Node and extent.</summary>
    /// <returns>For example <c>s1: 3 files, restart</c>.</returns>
    public override string ToString() => $"{Node}: {Files.Count} files, {(NeedsRestart ? "restart" : "reload")}";
}

/// <summary>One of our files in an agent's configuration folder, as it is to be.</summary>
public sealed class RolloutFile
{
    /// <summary>The end of the file's name: gossip, tls, acl, ...</summary>
    public string Topic { get; init; } = string.Empty;

    /// <summary>What it says.</summary>
    public IReadOnlyList<RolloutSetting> Settings { get; init; } = [];

    /// <summary>What it said when the plan was made, or will say after the waypoint before.</summary>
    public IReadOnlyList<RolloutSetting> Before { get; init; } = [];

    /// <summary>The lines that come and go.</summary>
    public IReadOnlyList<string> Difference =>
    [
        .. Before.Select(s => s.ToString()).Except(Settings.Select(s => s.ToString())).Select(line => "- " + line),
        .. Settings.Select(s => s.ToString()).Except(Before.Select(s => s.ToString())).Select(line => "+ " + line),
    ];

    /// <summary>Topic and extent.</summary>
    /// <returns>For example <c>tls: 8 settings</c>.</returns>
    public override string ToString() => $"{Topic}: {Settings.Count} settings";
}

/// <summary>A setting as it is to be.</summary>
public sealed class RolloutSetting
{
    /// <summary>Its name, for example <c>limits.http_max_conns_per_client</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>A string, long, bool, list of strings or map of strings; null where it is a secret.</summary>
    public object? Value { get; init; }

    /// <summary>The secret's name in the vault; null where it is none.</summary>
    public string? Secret { get; init; }

    /// <summary>Name and value.</summary>
    /// <returns>For example <c>verify_outgoing = true</c>.</returns>
    public override string ToString() => Secret is null ? new AgentSetting { Name = Name, Value = Value }.ToString() : $"{Name} = (secret '{Secret}')";
}
