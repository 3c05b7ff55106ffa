using System;

namespace ConsulSecurity;

/// <summary>What became of the host's firewall.</summary>
public sealed class ConsulFirewallState
{
    /// <summary>The table or group that holds our rules; nothing else was touched.</summary>
    public required string Table { get; init; }

    /// <summary>How many rules are in it.</summary>
    public required int RuleCount { get; init; }

    /// <summary>When the former state comes back unless the new one is kept; null where it stays.</summary>
    public DateTimeOffset? RollbackAt { get; init; }

    /// <summary>The ports of administration that stay open whatever the rules say.</summary>
    public required int[] ManagementPort { get; init; }

    /// <summary>The table, and until when.</summary>
    /// <returns>For example <c>inet consulsecurity: 14 rules, kept</c>.</returns>
    public override string ToString() =>
        $"{Table}: {RuleCount} rules, {(RollbackAt is { } at ? $"rolled back at {at.ToLocalTime():HH:mm:ss} unless kept" : "kept")}";
}
