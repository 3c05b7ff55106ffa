using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>An ACL role: policies and identities under one name.</summary>
public sealed class AclRole
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Its policies.</summary>
    public IReadOnlyList<AclLink> Policies { get; init; } = [];

    /// <summary>Its service identities.</summary>
    public IReadOnlyList<AclServiceIdentity> ServiceIdentities { get; init; } = [];

    /// <summary>Its node identities.</summary>
    public IReadOnlyList<AclNodeIdentity> NodeIdentities { get; init; } = [];

    /// <summary>Its templated policies.</summary>
    public IReadOnlyList<AclTemplatedPolicy> TemplatedPolicies { get; init; } = [];

    /// <summary>When it was changed last, in the order of the cluster's writes.</summary>
    public long ModifyIndex { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
