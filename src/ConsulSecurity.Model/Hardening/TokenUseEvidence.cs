namespace ConsulSecurity;

/// <summary>A place on a node where an ACL token stands in the clear; the token itself is not kept.</summary>
public sealed record TokenUseEvidence
{
    /// <summary>The setting or thing that has it, for example <c>acl.tokens.agent</c> or <c>service web</c>.</summary>
    public required string Where { get; init; }

    /// <summary>The same label for the same token; made anew for each snapshot, so nothing can be told from it.</summary>
    public required string Label { get; init; }

    /// <summary>Whether it has the form of a random UUID.</summary>
    public bool IsRandomUuid { get; init; }

    /// <summary>The accessor of the token that it is in the cluster.</summary>
    public Evidence<string> Accessor { get; init; } = new();

    /// <summary>The file and line.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>The place and the label.</summary>
    /// <returns>For example <c>service web (token a)</c>.</returns>
    public override string ToString() => $"{Where} (token {Label})";
}
