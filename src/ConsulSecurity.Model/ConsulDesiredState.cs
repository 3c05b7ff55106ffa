using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What something is, against what was declared of it.</summary>
public sealed class ConsulDesiredState
{
    /// <summary>The kind of thing, for example <c>ConsulTls</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The node that it is of; null where none was named.</summary>
    public string? Node { get; init; }

    /// <summary>Whether it is as declared.</summary>
    public required bool InDesiredState { get; init; }

    /// <summary>A sentence for each property that is not as declared.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The properties as they are; never a secret.</summary>
    public required IReadOnlyDictionary<string, object?> Properties { get; init; }

    /// <summary>Whether this call changed something.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether the agent has to be restarted for the change.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>The resource and whether it is as declared.</summary>
    /// <returns>For example <c>ConsulTls: as declared</c>.</returns>
    public override string ToString() => $"{Resource}: {(InDesiredState ? "as declared" : string.Join(" ", Reasons))}";
}
