using System.Collections.Generic;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Observation;

/// <summary>Where to look on more than one node.</summary>
/// <param name="First">The first look, which sees the cluster as a whole.</param>
internal sealed record SurveyRequest(SnapshotRequest First)
{
    /// <summary>More agents to ask, each for its own node.</summary>
    public IReadOnlyList<ConsulClient> Others { get; init; } = [];

    /// <summary>Configuration files and folders by the node's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NodePaths { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether every member is probed and asked.</summary>
    public bool AllMembers { get; init; }
}
