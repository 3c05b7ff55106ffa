using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security;

namespace ConsulSecurity;

/// <summary>An ACL token. It holds its secret where Consul told it, and never shows it by itself.</summary>
public sealed class AclToken
{
    /// <summary>The accessor of the token that stands for callers without one.</summary>
    public const string AnonymousId = "00000000-0000-0000-0000-000000000002";

    /// <summary>What names the token without being it.</summary>
    public required string AccessorId { get; init; }

    /// <summary>The token itself; null where Consul did not tell it (lists, and without <c>acl:write</c>).</summary>
    public SecureString? Secret { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Its policies.</summary>
    public IReadOnlyList<AclLink> Policies { get; init; } = [];

    /// <summary>Its roles.</summary>
    public IReadOnlyList<AclLink> Roles { get; init; } = [];

    /// <summary>Its service identities.</summary>
    public IReadOnlyList<AclServiceIdentity> ServiceIdentities { get; init; } = [];

    /// <summary>Its node identities.</summary>
    public IReadOnlyList<AclNodeIdentity> NodeIdentities { get; init; } = [];

    /// <summary>Its templated policies.</summary>
    public IReadOnlyList<AclTemplatedPolicy> TemplatedPolicies { get; init; } = [];

    /// <summary>Whether it counts in its own datacenter only.</summary>
    public bool IsLocal { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it stops counting; null for never.</summary>
    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>The auth method that it came from by login; null where it was made by hand.</summary>
    public string? AuthMethod { get; init; }

    /// <summary>The lease by which Vault renews it or takes it back; null where it did not come from Vault.</summary>
    public string? LeaseId { get; init; }

    /// <summary>When it was changed last, in the order of the cluster's writes.</summary>
    public long ModifyIndex { get; init; }

    /// <summary>Whether it is of the ACL system before Consul 1.4, which 1.11 took away.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>Whether it has the policy that grants everything.</summary>
    public bool IsManagement => Policies.Any(p => p.Id == AclPolicy.GlobalManagementId);

    internal string? LegacyRules { get; init; }

    /// <summary>The token in the clear. Keep it out of logs.</summary>
    /// <returns>The secret; null where Consul did not tell it.</returns>
    public string? Reveal()
    {
        if (Secret is null)
        {
            return null;
        }

        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(Secret);
        try
        {
            return Marshal.PtrToStringUni(text, Secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    /// <summary>The accessor and the description, never the secret.</summary>
    /// <returns>For example <c>token 4f1c... (web on n1)</c>.</returns>
    public override string ToString() => Description.Length == 0 ? $"token {AccessorId}" : $"token {AccessorId} ({Description})";
}
