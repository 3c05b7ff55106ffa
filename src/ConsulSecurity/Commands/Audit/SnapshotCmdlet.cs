using System;
using System.Collections;
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

    /// <summary>Configuration of nodes by their names, for example <c>@{ s1 = '/mnt/s1/consul.d'; s2 = '/mnt/s2/consul.d' }</c>; several files and folders of a node are a list.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? NodePath { get; set; }

    /// <summary>
    /// The agents to ask; the first one is asked for the cluster as a whole. Without this parameter none is asked, unless nothing else or
    /// -AllMembers is given: then it is the current one.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ConsulConnection[]? Connection { get; set; }

    /// <summary>Probes the ports of every member of the cluster, and asks its agent where its API is reached there with the settings of the connection.</summary>
    [Parameter]
    public SwitchParameter AllMembers { get; set; }

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
        if (Connection is null && (AllMembers || (Path is null && NodePath is null && Address is null)))
        {
            Connection = [CurrentConnection.GetOrFromEnvironment()];
        }
    }

    private protected ClusterSnapshot TakeSnapshot()
    {
        IReadOnlyList<string> paths = Resolve(Path ?? []);
        var byNode = (NodePath ?? new Hashtable()).Cast<DictionaryEntry>().ToDictionary(entry => $"{entry.Key}", entry => Resolve(Texts(entry.Value)));
        return Await((log, cancellation) => new ClusterSurvey(
            new SurveyRequest(new SnapshotRequest
            {
                Paths = paths,
                ConsulVersion = ConsulVersion,
                Client = Connection is null ? null : new ConsulClient(Connection[0], log),
                Addresses = Address ?? [],
                ProbeTimeout = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            })
            {
                Others = [.. (Connection ?? []).Skip(1).Select(connection => new ConsulClient(connection, log))],
                NodePaths = byNode,
                AllMembers = AllMembers,
            },
            log).TakeAsync(cancellation));
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        PSObject wrapped => Texts(wrapped.BaseObject),
        string text => [text],
        IEnumerable list => list.Cast<object?>().Select(item => $"{item}"),
        _ => [$"{value}"],
    };

    private IReadOnlyList<string> Resolve(IEnumerable<string> paths) => [.. paths.Select(path => GetUnresolvedProviderPathFromPSPath(path))];
}
