namespace ConsulSecurity;

/// <summary>One step from the intentions that there are to those that should be.</summary>
public sealed class IntentionChange
{
    /// <summary>What is there now; null where it is new.</summary>
    public ConsulIntention? Before { get; init; }

    /// <summary>What should be there; null where it goes.</summary>
    public ConsulIntention? After { get; init; }

    /// <summary>Whether somebody who was let through may be refused after it.</summary>
    public bool MayRefuse => Before?.Action != IntentionAction.Deny && After?.Action != IntentionAction.Allow;

    /// <summary>The step in words.</summary>
    /// <returns>For example <c>Add web -> api: Allow</c>.</returns>
    public override string ToString() => (Before, After) switch
    {
        (null, { } after) => $"Add {after}",
        ({ } before, null) => $"Remove {before}",
        ({ } before, { } after) => $"Change {before} to {(after.Action?.ToString() ?? $"{after.Permissions.Length} permissions")}",
        _ => "Nothing",
    };
}
