using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What an agent lets a caller do that brings no token.</summary>
public sealed record CallerEvidence
{
    /// <summary>The accessor of the token that such a caller gets: the agent's default token, else the anonymous one; null where it was not told.</summary>
    public string? Accessor { get; init; }

    /// <summary>What that token says of itself.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The ACL default policy, as every answer tells it from Consul 1.9; null before.</summary>
    public string? DefaultPolicy { get; init; }

    /// <summary>What of the things asked for is allowed, for example <c>acl write</c> or <c>service_prefix "" read</c>.</summary>
    public IReadOnlyList<string> May { get; init; } = [];
}
