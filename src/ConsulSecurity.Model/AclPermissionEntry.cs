namespace ConsulSecurity;

/// <summary>A right that somebody has, and where it comes from.</summary>
public sealed class AclPermissionEntry
{
    /// <summary>Who: a token's accessor, or the name of a role or policy.</summary>
    public required string Subject { get; init; }

    /// <summary>The token's description, or that of the role or policy.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The name, or the beginning of names; null for resources without names, and for all that no rule speaks of.</summary>
    public string? Segment { get; init; }

    /// <summary>Whether <see cref="Segment"/> is the beginning of names.</summary>
    public bool IsPrefix { get; init; }

    /// <summary>What is granted.</summary>
    public required AclAccess Access { get; init; }

    /// <summary>What is granted on intentions whose destination it is; null for resources that have none.</summary>
    public AclAccess? Intentions { get; init; }

    /// <summary>The policy, the role or the identity that it comes from, or the default policy.</summary>
    public required string Source { get; init; }

    /// <summary>The token's accessor; null where the subject is a role or policy.</summary>
    public string? AccessorId { get; init; }

    /// <summary>Who may do what.</summary>
    /// <returns>For example <c>4f1c...: service "web" write (web-policy)</c>.</returns>
    public override string ToString() =>
        $"{Subject}: {Resource}{(IsPrefix ? "_prefix" : string.Empty)}{(Segment is null ? string.Empty : $" \"{Segment}\"")} {AclRule.Word(Access)} ({Source})";
}
