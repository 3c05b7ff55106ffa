using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity;

/// <summary>The way of a cluster from what it is to hardened: the fewest passes over its nodes that their dependencies allow. It holds no secret.</summary>
public sealed class RolloutPlan
{
    /// <summary>Names the plan in the journal.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The cluster's datacenter.</summary>
    public string Datacenter { get; init; } = string.Empty;

    /// <summary>The version that the agents' files are written for.</summary>
    public string ConsulVersion { get; init; } = string.Empty;

    /// <summary>The level of the benchmark that is aimed at.</summary>
    public int Level { get; init; }

    /// <summary>The score before, 0 to 100.</summary>
    public int ScoreBefore { get; init; }

    /// <summary>The checks that fail and that the plan mends.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>What is done, in this order.</summary>
    public IReadOnlyList<RolloutWaypoint> Waypoints { get; init; } = [];

    /// <summary>What the plan does not do, and why.</summary>
    public IReadOnlyList<RolloutOmission> Omissions { get; init; } = [];

    /// <summary>The nodes, as they were when it was made.</summary>
    public IReadOnlyList<ConsulNode> Nodes { get; init; } = [];

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Waypoints.Count == 0;

    /// <summary>How many times the agent that is restarted most often is restarted.</summary>
    public int Restarts => Waypoints.SelectMany(w => w.Nodes).Where(n => n.NeedsRestart).GroupBy(n => n.Node).Select(g => g.Count()).DefaultIfEmpty(0).Max();

    /// <summary>Datacenter and extent.</summary>
    /// <returns>For example <c>dc1: 4 waypoints, 3 restarts of each agent at most</c>.</returns>
    public override string ToString() =>
        IsEmpty ? $"{Datacenter}: nothing to do" : $"{Datacenter}: {Waypoints.Count} waypoints, {Restarts} restarts of each agent at most";
}
