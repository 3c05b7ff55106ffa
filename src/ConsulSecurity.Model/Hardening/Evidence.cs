namespace ConsulSecurity;

/// <summary>Something that was looked at: what was seen, or why it could not be seen.</summary>
/// <typeparam name="T">What was looked for.</typeparam>
public sealed class Evidence<T>
{
    /// <summary>What was seen; the type's default where nothing was.</summary>
    public T? Value { get; init; }

    /// <summary>Whether it was seen and, if not, why.</summary>
    public EvidenceState State { get; init; } = EvidenceState.NotAsked;

    /// <summary>What would settle it: a permission such as <c>acl:read</c>, a file, a parameter; empty where it was seen.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Whether it was seen.</summary>
    public bool IsKnown => State == EvidenceState.Known;

    /// <summary>The value, or why there is none.</summary>
    /// <returns>For example <c>NoPermission: agent:read</c>.</returns>
    public override string ToString() => IsKnown ? Value?.ToString() ?? string.Empty : $"{State}: {Reason}";
}
