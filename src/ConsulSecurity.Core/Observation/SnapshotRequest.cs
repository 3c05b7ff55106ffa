using System;
using System.Collections.Generic;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Observation;

/// <summary>Where to look for a snapshot; what is not given is not looked at, and the snapshot says so.</summary>
internal sealed record SnapshotRequest
{
    /// <summary>Configuration files and folders of one node, as its agent gets them.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The version that the files are for; the running agent's where that is known.</summary>
    public Version? ConsulVersion { get; init; }

    /// <summary>An agent to ask.</summary>
    public ConsulClient? Client { get; init; }

    /// <summary>Hosts whose ports are probed.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>What is known of the cluster already; where it is null, the agent is asked.</summary>
    public ClusterSnapshot? Known { get; init; }

    /// <summary>Labels of tokens, where several looks belong to one snapshot.</summary>
    public SecretLabels? Labels { get; init; }

    /// <summary>How long each answer to a probe may take.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
