using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A way to log in for a token: Kubernetes, JWT, OIDC, AWS IAM.</summary>
public sealed class AclAuthMethod
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type: kubernetes, jwt, oidc, aws-iam.</summary>
    public required string Type { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What people see.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>How long its tokens live; null for ever.</summary>
    public TimeSpan? MaxTokenTtl { get; init; }

    /// <summary>Whether its tokens are <c>local</c> or <c>global</c>; empty before Consul 1.8.</summary>
    public string TokenLocality { get; init; } = string.Empty;

    /// <summary>Its settings by name; secrets are left out, and what is nested is JSON text. Empty where only the list was read.</summary>
    public IReadOnlyDictionary<string, object?> Config { get; init; } = new Dictionary<string, object?>();

    /// <summary>When it was changed last, in the order of the cluster's writes.</summary>
    public long ModifyIndex { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
