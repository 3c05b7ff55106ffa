namespace ConsulSecurity;

/// <summary>What a login by an auth method gives.</summary>
public sealed class AclBindingRule
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The auth method that it belongs to.</summary>
    public required string AuthMethod { get; init; }

    /// <summary>What is given: service, node, role, policy or templated-policy.</summary>
    public required string BindType { get; init; }

    /// <summary>The name of what is given; <c>${...}</c> is filled from the login.</summary>
    public required string BindName { get; init; }

    /// <summary>For which logins; empty for all.</summary>
    public string Selector { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>When it was changed last, in the order of the cluster's writes.</summary>
    public long ModifyIndex { get; init; }

    /// <summary>What it gives to whom.</summary>
    /// <returns>For example <c>kubernetes: service ${serviceaccount.name}</c>.</returns>
    public override string ToString() => $"{AuthMethod}: {BindType} {BindName}";
}
