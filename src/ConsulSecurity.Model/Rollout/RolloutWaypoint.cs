using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity;

/// <summary>A part of a plan after which the cluster is whole and can stay as it is.</summary>
public sealed class RolloutWaypoint
{
    /// <summary>P1, P2, ... for passes over the nodes; A0, A1, ... for what is done through the API before P1, after it, ...</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Whether it is done through the API, without touching a node.</summary>
    public bool IsApi { get; init; }

    /// <summary>The steps that it takes, with what each has to wait for.</summary>
    public IReadOnlyList<RolloutStep> Steps { get; init; } = [];

    /// <summary>What changes on each node, in the order in which they are taken; the server that leads by then is taken last.</summary>
    public IReadOnlyList<RolloutNodeChange> Nodes { get; init; } = [];

    /// <summary>What must hold after each node, and after all of them.</summary>
    public IReadOnlyList<string> Gate { get; init; } = [];

    /// <summary>Its steps in words.</summary>
    public string Title => string.Join("; ", Steps.Select(step => step.Title));

    /// <summary>Name and steps.</summary>
    /// <returns>For example <c>P1: gossip gets its key; ACLs on, allowing</c>.</returns>
    public override string ToString() => $"{Name}: {Title}";
}
