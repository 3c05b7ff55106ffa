using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;

namespace ConsulSecurity.Rollout;

/// <summary>
/// One pass over the nodes, forwards or back: clients, then the servers that follow, the leader last; after each a gate. Which nodes were
/// done is in the journal, so a pass that was broken off goes on where it was.
/// </summary>
internal sealed class RolloutPass(RolloutContext context, RolloutWaypoint waypoint, bool undo)
{
    private readonly NodeWork _work = new(context);

    // The acts of the way back have names of their own in the journal.
    private readonly string _prefix = undo ? "undo-" : string.Empty;

    /// <summary>How often each agent was restarted.</summary>
    public Dictionary<string, int> Restarts { get; } = new(StringComparer.Ordinal);

    /// <summary>Called when a node is done.</summary>
    public Action<string>? NodeDone { get; init; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        RolloutNodeChange[] changes = [.. waypoint.Nodes.Where(change => !undo || context.IsBegun("files", waypoint.Name, change.Node))];
        foreach (RolloutNodeChange client in changes.Where(c => !context.Node(c.Node).Info.IsServer))
        {
            await NodeAsync(client, cancellation).ConfigureAwait(false);
        }

        List<RolloutNodeChange> servers = [.. changes.Where(c => context.Node(c.Node).Info.IsServer && !IsFinished(c.Node))];
        while (servers.Count > 0)
        {
            RolloutNodeChange next = await NextAsync(servers, cancellation).ConfigureAwait(false);
            await NodeAsync(next, cancellation).ConfigureAwait(false);
            servers.Remove(next);
        }
    }

    /// <summary>Starts the agents that a run, when it was broken off, had stopped.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        foreach (RolloutNodeChange change in waypoint.Nodes.Where(c => IsBegun("stop", c.Node) && !IsDone("start", c.Node)))
        {
            await RestartAsync(change, context.Node(change.Node), cancellation).ConfigureAwait(false);
        }
    }

    // One that was begun, then one that does not lead, then the leader.
    private async Task<RolloutNodeChange> NextAsync(List<RolloutNodeChange> servers, CancellationToken cancellation)
    {
        if (servers.FirstOrDefault(s => IsBegun("files", s.Node)) is { } begun)
        {
            return begun;
        }

        string? leader = null;
        await context.Gate.UntilAsync(
            waypoint.Name,
            "choosing the next server",
            async () => (leader = await context.Access.LeaderAsync(null, cancellation).ConfigureAwait(false)) is null ? "the servers name no leader, or not the same" : null,
            cancellation).ConfigureAwait(false);
        return servers.FirstOrDefault(s => s.Node != leader) ?? servers[0];
    }

    private async Task NodeAsync(RolloutNodeChange change, CancellationToken cancellation)
    {
        if (IsFinished(change.Node))
        {
            return;
        }

        INode node = context.Node(change.Node);
        await ActAsync("files", change.Node, () => undo
            ? _work.RestoreAsync(node, change, cancellation)
            : _work.WriteAsync(node, change, cancellation)).ConfigureAwait(false);
        if (change.NeedsRestart)
        {
            await RestartAsync(change, node, cancellation).ConfigureAwait(false);
        }
        else
        {
            await ActAsync("reload", change.Node, () => node.ReloadAsync(cancellation)).ConfigureAwait(false);
        }

        await ActAsync("gate", change.Node, () => context.Gate.AfterNodeAsync(waypoint.Name, node.Info, cancellation)).ConfigureAwait(false);
        NodeDone?.Invoke(change.Node);
    }

    private async Task RestartAsync(RolloutNodeChange change, INode node, CancellationToken cancellation)
    {
        if (IsDone("start", change.Node))
        {
            return;
        }

        await ActAsync("stop", change.Node, () => StopAsync(node, cancellation)).ConfigureAwait(false);
        await ActAsync("start", change.Node, async () =>
        {
            await WhileStoppedAsync(change, node, cancellation).ConfigureAwait(false);
            await node.StartAsync(cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        Restarts[change.Node] = Restarts.TryGetValue(change.Node, out int count) ? count + 1 : 1;
    }

    // A leader that is back before the others have chosen may be chosen again, and then takes valid tokens for unknown for seconds.
    private async Task StopAsync(INode node, CancellationToken cancellation)
    {
        if (node.Info.IsServer)
        {
            // One may have been lost since the last gate: stopping another would cost the quorum.
            foreach (ConsulNode other in context.Access.Servers.Where(s => s.Name != node.Info.Name))
            {
                await context.Gate.UntilAsync(waypoint.Name, $"preparing to stop {node.Info.Name}", () => context.Gate.AnswersAsync(other, cancellation), cancellation).ConfigureAwait(false);
            }
        }

        if (node.Info.IsServer && await context.Access.LeaderAsync(null, cancellation).ConfigureAwait(false) == node.Info.Name)
        {
            using var handOver = new LeaderHandOver(context);
            bool moved = await handOver.TryAsync(node.Info, cancellation).ConfigureAwait(false);
            context.Log.Verbose(moved ? $"'{node.Info.Name}' no longer leads." : $"'{node.Info.Name}' leads until it is stopped.");
            if (moved)
            {
                await context.Gate.UntilAsync(waypoint.Name, node.Info.Name, () => context.Gate.AclAsync(cancellation), cancellation).ConfigureAwait(false);
            }
        }

        await node.StopAsync(cancellation).ConfigureAwait(false);
        if (!node.Info.IsServer)
        {
            return;
        }

        try
        {
            await context.Gate.OtherLeaderAsync(waypoint.Name, node.Info, cancellation).ConfigureAwait(false);
        }
        catch
        {
            // Without it they cannot choose at all: better as it was than one less.
            await node.StartAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task WhileStoppedAsync(RolloutNodeChange change, INode node, CancellationToken cancellation)
    {
        await _work.HandOverAsync(node, waypoint, undo, cancellation).ConfigureAwait(false);
        if (!undo)
        {
            return;
        }

        MergedConfiguration configuration = MergedConfiguration.FromTexts(
            await NodeFiles.ConfigurationAsync(node, cancellation).ConfigureAwait(false), context.Version);
        string? data = node.Info.DataFolder ?? configuration.String("data_dir");
        if (data is not null && string.IsNullOrEmpty(configuration.String("encrypt")) && change.Files.Any(f => f.Topic == "gossip"))
        {
            // The key of these files goes on encrypting whatever the configuration says.
            foreach (string ring in new[] { "local.keyring", "remote.keyring" })
            {
                await node.DeleteAsync(NodeFiles.Join(node.Info, NodeFiles.Join(node.Info, data, "serf"), ring), cancellation).ConfigureAwait(false);
            }
        }

        if (change.GetsCertificate)
        {
            TlsPaths paths = TlsPaths.Of(change);
            foreach (string file in new[] { paths.Certificate, paths.Key, paths.Authority })
            {
                await node.DeleteAsync(file, cancellation).ConfigureAwait(false);
            }
        }
    }

    private bool IsFinished(string node) => IsDone("gate", node);

    private bool IsDone(string act, string node) => context.IsDone(_prefix + act, waypoint.Name, node);

    private bool IsBegun(string act, string node) => context.IsBegun(_prefix + act, waypoint.Name, node);

    private Task ActAsync(string act, string node, Func<Task> work) => context.ActAsync(_prefix + act, waypoint.Name, node, null, work);
}
