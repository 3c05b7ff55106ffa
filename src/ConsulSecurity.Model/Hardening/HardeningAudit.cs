using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>One run of the audit: what was looked at, when, and what it came to. Every finding of the run refers to it.</summary>
public sealed class HardeningAudit
{
    /// <summary>When the evidence was taken (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The datacenter; null where it could not be seen.</summary>
    public required string? Datacenter { get; init; }

    /// <summary>The names of the nodes that were looked at.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The versions of Consul that were seen.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>The version of this module.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>
    /// 0 to 100: the weight of the checks that pass, of all that apply. A check that could not look counts as one that does not pass, so
    /// the score cannot rise by not looking.
    /// </summary>
    public int Score { get; set; }

    /// <summary>How many checks came to what; the worst outcome of its findings counts for a check.</summary>
    public IReadOnlyDictionary<FindingOutcome, int> Counts { get; set; } = new Dictionary<FindingOutcome, int>();

    /// <summary>The profile that chose the checks; null where none was named.</summary>
    public string? Profile { get; init; }

    /// <summary>What a report draws of the cluster; null where nothing was handed on for it.</summary>
    public ClusterPicture? Picture { get; init; }

    /// <summary>How many findings fail and are waived.</summary>
    public int Waived { get; set; }

    /// <summary>What is wrong with waivers: expired, for no check that there is, for nothing that fails.</summary>
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>Score and counts in a line.</summary>
    /// <returns>For example <c>dc1: score 41, 20 Pass, 31 Fail, 4 Unknown</c>.</returns>
    public override string ToString()
    {
        var parts = new List<string>();
        foreach (FindingOutcome outcome in new[] { FindingOutcome.Pass, FindingOutcome.Fail, FindingOutcome.Unknown, FindingOutcome.NotApplicable, FindingOutcome.Error })
        {
            if (Counts.TryGetValue(outcome, out int count) && count > 0)
            {
                parts.Add($"{count} {outcome}");
            }
        }

        string waived = Waived > 0 ? $"; {Waived} failing findings are waived" : string.Empty;
        return $"{Datacenter ?? "(unknown datacenter)"}: score {Score} of 100; checks: {string.Join(", ", parts)}{waived}";
    }
}
