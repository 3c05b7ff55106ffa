using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>How a run over a cluster went.</summary>
public sealed class RolloutRecord
{
    /// <summary>The cluster's datacenter.</summary>
    public string Datacenter { get; init; } = string.Empty;

    /// <summary>Whether all that was asked for was done.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The score before, 0 to 100.</summary>
    public int ScoreBefore { get; init; }

    /// <summary>The score after, 0 to 100; null where it was not looked at again.</summary>
    public int? ScoreAfter { get; init; }

    /// <summary>The checks that fail still.</summary>
    public IReadOnlyList<string> StillFailing { get; init; } = [];

    /// <summary>The waypoints that were done in this run.</summary>
    public IReadOnlyList<string> Waypoints { get; init; } = [];

    /// <summary>How often each node's agent was restarted in this run.</summary>
    public IReadOnlyDictionary<string, int> Restarts { get; init; } = new Dictionary<string, int>();

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The longest time in which no write and read of the canary succeeded; null where it did not run.</summary>
    public TimeSpan? LongestUnavailability { get; init; }

    /// <summary>The journal of what was done.</summary>
    public string JournalPath { get; init; } = string.Empty;

    /// <summary>The encrypted file with the secrets that were made.</summary>
    public string VaultPath { get; init; } = string.Empty;

    /// <summary>In short.</summary>
    /// <returns>For example <c>dc1: 12 -> 97 in 61 s, longest unavailability 1.9 s</c>.</returns>
    public override string ToString() =>
        $"{Datacenter}: {ScoreBefore} -> {ScoreAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} in {Duration.TotalSeconds:0} s"
        + (LongestUnavailability is { } longest ? $", longest unavailability {longest.TotalSeconds:0.0} s" : string.Empty);
}
