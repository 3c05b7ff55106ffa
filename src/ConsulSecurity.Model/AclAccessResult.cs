namespace ConsulSecurity;

/// <summary>Whether somebody may do something, and which rule decides.</summary>
public sealed class AclAccessResult
{
    /// <summary>Who: a token's accessor, or the name of a role or policy.</summary>
    public required string Subject { get; init; }

    /// <summary>The resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The name.</summary>
    public required string Segment { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Access { get; init; }

    /// <summary>Whether it is allowed.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The rule that decides; null where no rule speaks of it and the default policy decides.</summary>
    public AclRule? Rule { get; init; }

    /// <summary>The policy, the role or the identity that the rule comes from, or the default policy.</summary>
    public required string Source { get; init; }

    /// <summary>The question and the answer.</summary>
    /// <returns>For example <c>write service 'web': allowed by web-policy</c>.</returns>
    public override string ToString() => $"{Access} {Resource} '{Segment}': {(Allowed ? "allowed" : "refused")} by {Source}";
}
