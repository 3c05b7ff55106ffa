using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>One thing that is done, and what it had to wait for.</summary>
public sealed class RolloutStep
{
    /// <summary>Its name, for example <c>gossip-send</c>.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>What it does.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What has to be done before, with the reason and where it is from.</summary>
    public IReadOnlyList<RolloutDependency> After { get; init; } = [];

    /// <summary>Id and title.</summary>
    /// <returns>For example <c>gossip-send: gossip is sent encrypted</c>.</returns>
    public override string ToString() => $"{Id}: {Title}";
}

/// <summary>Why a step comes after another.</summary>
/// <param name="Step">The other step.</param>
/// <param name="Reason">What would go wrong otherwise.</param>
/// <param name="Source">Where that is from.</param>
public sealed record RolloutDependency(string Step, string Reason, string Source);

/// <summary>Something that a plan does not do.</summary>
/// <param name="Check">The check that goes on failing.</param>
/// <param name="Subject">Where.</param>
/// <param name="Reason">Why, and what has to be decided or done by hand.</param>
public sealed record RolloutOmission(string Check, string Subject, string Reason);
