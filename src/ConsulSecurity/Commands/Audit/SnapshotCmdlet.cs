using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Consul;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that look at a cluster: where to look.</summary>
public abstract class SnapshotCmdlet : ConsulCmdlet
{
    /// <summary>The agent's configuration files and folders, in the order of its command line; read as the agent reads them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("ConfigPath")]
    public string[]? Path { get; set; }

    /// <summary>The version that the files are for, where no agent is asked; the newest known otherwise.</summary>
    [Parameter]
    [ValidateNotNull]
    public Version? ConsulVersion { get; set; }

    /// <summary>The agent to ask. Without this parameter none is asked, unless nothing else is given either: then it is the current one.</summary>
    [Parameter]
    [ValidateNotNull]
    public ConsulConnection? Connection { get; set; }

    /// <summary>Hosts whose ports are probed, without credentials: what is open to somebody who has nothing?</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Address { get; set; }

    /// <summary>How many seconds each answer to a probe may take; 3 by default.</summary>
    [Parameter]
    [ValidateRange(1, 60)]
    public int ProbeTimeoutSeconds { get; set; } = 3;

    private protected override void Begin()
    {
        if (Path is null && Address is null && Connection is null)
        {
            Connection = CurrentConnection.GetOrFromEnvironment();
        }
    }

    private protected ClusterSnapshot TakeSnapshot()
    {
        IReadOnlyList<string> paths = [.. (Path ?? []).Select(path => GetUnresolvedProviderPathFromPSPath(path))];
        return Await((log, cancellation) => new SnapshotTaker(
            new SnapshotRequest
            {
                Paths = paths,
                ConsulVersion = ConsulVersion,
                Client = Connection is null ? null : new ConsulClient(Connection, log),
                Addresses = Address ?? [],
                ProbeTimeout = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            },
            log).TakeAsync(cancellation));
    }
}
