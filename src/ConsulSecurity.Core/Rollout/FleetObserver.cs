using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using ConsulSecurity.Observation;
using ConsulSecurity.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>Looks at every node of an inventory from all sides: its files through the node, its agent, its ports.</summary>
internal sealed class FleetObserver(IReadOnlyList<INode> nodes, ClusterAccess access, IOperationLog log)
{
    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    public async Task<FleetView> LookAsync(CancellationToken cancellation)
    {
        log.Progress(new OperationProgress("Looking at the cluster", $"{nodes.Count} nodes"));
        ConsulClient server = await access.AnyServerAsync(leader: true, cancellation).ConfigureAwait(false);
        FleetNode[] seen = await Task.WhenAll(nodes.Select(node => LookAsync(node, cancellation))).ConfigureAwait(false);
        ClusterSnapshot cluster = await new ClusterCollector(server).CollectAsync(cancellation).ConfigureAwait(false);
        log.Progress(new OperationProgress("Looking at the cluster", "Done") { Completed = true });
        return new FleetView(
            cluster with
            {
                TakenAt = Now(),
                Datacenter = seen.Select(n => n.Configuration.String("datacenter")).FirstOrDefault() ?? "dc1",
                Nodes = [.. seen.Select(n => n.Snapshot)],
            },
            seen)
        {
            Datacenters = await new AgentApi(server).DatacentersAsync(cancellation).ConfigureAwait(false),
        };
    }

    private async Task<FleetNode> LookAsync(INode node, CancellationToken cancellation)
    {
        IReadOnlyList<SourceText> files = await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false);

        // Which way the agent answers is found by asking.
        await access.AskAsync(node.Info, "status/leader", cancellation).ConfigureAwait(false);
        var request = new SnapshotRequest { Client = access.Client(node.Info), Addresses = [node.Info.Address] };
        ClusterSnapshot one = await new SnapshotTaker(request, SilentLog.Instance) { Now = Now }.TakeAsync(cancellation).ConfigureAwait(false);
        NodeSnapshot running = one.Nodes.FirstOrDefault(n => n.Address == node.Info.Address) ?? one.Nodes[0];
        Version? version = SnapshotTaker.ParseVersion(running.Version);
        MergedConfiguration merged = MergedConfiguration.FromTexts(files, version);
        IReadOnlyList<NodeService> services = await NodeServices.ReadAsync(node, merged, cancellation).ConfigureAwait(false);
        bool hasAgentToken = merged.String("acl.tokens.agent") is { Length: > 0 } || await KeepsAgentTokenAsync(node, merged, cancellation).ConfigureAwait(false);
        return new FleetNode(node, files, merged, version, services, hasAgentToken, running with
        {
            Name = node.Info.Name,
            Address = node.Info.Address,
            IsServer = node.Info.IsServer,
            Configuration = Look.Seen(AgentConfigurations.From(merged)),
        });
    }

    // Where agents keep the tokens that they are given by the API.
    private static async Task<bool> KeepsAgentTokenAsync(INode node, MergedConfiguration configuration, CancellationToken cancellation)
    {
        if ((node.Info.DataFolder ?? configuration.String("data_dir")) is not { } data
            || await NodeFiles.TextAsync(node, NodeFiles.Join(node.Info, data, "acl-tokens.json"), cancellation).ConfigureAwait(false) is not { } text)
        {
            return false;
        }

        try
        {
            return (string?)JObject.Parse(text)["agent"] is { Length: > 0 };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>What was seen of all nodes.</summary>
internal sealed record FleetView(ClusterSnapshot Snapshot, IReadOnlyList<FleetNode> Nodes)
{
    /// <summary>All datacenters that the servers know.</summary>
    public IReadOnlyList<string> Datacenters { get; init; } = [];

    public FleetNode this[string name] => Nodes.First(n => n.Node.Info.Name == name);
}

/// <summary>What was seen of one node.</summary>
internal sealed record FleetNode(
    INode Node,
    IReadOnlyList<SourceText> Files,
    MergedConfiguration Configuration,
    Version? Version,
    IReadOnlyList<NodeService> Services,
    bool HasAgentToken,
    NodeSnapshot Snapshot)
{
    public ConsulNode Info => Node.Info;
}
