using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>An ACL policy: a named set of rules.</summary>
public sealed class AclPolicy
{
    /// <summary>The id that every cluster has for the policy that grants everything.</summary>
    public const string GlobalManagementId = "00000000-0000-0000-0000-000000000001";

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The rules as they were sent, HCL or JSON; null where they were not read.</summary>
    public string? Rules { get; init; }

    /// <summary>The datacenters where it counts; none for everywhere.</summary>
    public IReadOnlyList<string> Datacenters { get; init; } = [];

    /// <summary>When it was changed last, in the order of the cluster's writes.</summary>
    public long ModifyIndex { get; init; }

    /// <summary>Whether Consul brought it and keeps it.</summary>
    public bool IsBuiltIn => Id.StartsWith("00000000-0000-0000-0000-", System.StringComparison.Ordinal);

    internal string Hash { get; init; } = string.Empty;

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
