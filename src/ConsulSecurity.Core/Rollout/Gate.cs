using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>
/// What must hold before the next node is touched, asked of Consul itself. Each condition is null where it holds, else what is missing.
/// One alone is not to be believed: autopilot's health is up to two seconds old, and says healthy with one voter of three.
/// </summary>
internal sealed class Gate(ClusterAccess access, GateOptions options)
{
    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="ConsulSecurityException"><c>RolloutGateFailed</c> with what was missing last.</exception>
    public async Task UntilAsync(string waypoint, string where, Func<Task<string?>> condition, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (string? missing = await condition().ConfigureAwait(false); missing is not null; missing = await condition().ConfigureAwait(false))
        {
            if (clock.Elapsed > options.Patience)
            {
                throw RolloutErrors.GateFailed(waypoint, where, missing, options.Patience);
            }

            await options.Delay(options.Interval, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a node that was started is back, and the cluster is whole.</summary>
    public async Task AfterNodeAsync(string waypoint, ConsulNode node, CancellationToken cancellation)
    {
        await UntilAsync(waypoint, node.Name, () => AnswersAsync(node, cancellation), cancellation).ConfigureAwait(false);
        if (node.IsServer)
        {
            long index = await LeaderIndexAsync(cancellation).ConfigureAwait(false);
            await UntilAsync(waypoint, node.Name, () => VotersAsync(cancellation), cancellation).ConfigureAwait(false);

            // Health that is asked for now may have been seen before the restart.
            await options.Delay(options.HealthAge, cancellation).ConfigureAwait(false);
            await UntilAsync(waypoint, node.Name, () => HealthAsync(index, cancellation), cancellation).ConfigureAwait(false);
            await UntilAsync(waypoint, node.Name, () => AclAsync(cancellation), cancellation).ConfigureAwait(false);
        }

        await UntilAsync(waypoint, node.Name, () => MembersAsync(node, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until the whole cluster is well.</summary>
    public async Task WholeAsync(string waypoint, string where, CancellationToken cancellation)
    {
        foreach (ConsulNode node in access.Nodes)
        {
            await UntilAsync(waypoint, where, () => AnswersAsync(node, cancellation), cancellation).ConfigureAwait(false);
        }

        await UntilAsync(waypoint, where, () => VotersAsync(cancellation), cancellation).ConfigureAwait(false);
        await UntilAsync(waypoint, where, () => HealthAsync(0, cancellation), cancellation).ConfigureAwait(false);
        await UntilAsync(waypoint, where, () => AclAsync(cancellation), cancellation).ConfigureAwait(false);
        await UntilAsync(waypoint, where, () => MembersAsync(access.Nodes[0], cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until the other servers follow another leader than the one that was stopped.</summary>
    public Task OtherLeaderAsync(string waypoint, ConsulNode stopped, CancellationToken cancellation) => access.Servers.Count < 2
        ? Task.CompletedTask
        : UntilAsync(
            waypoint,
            stopped.Name,
            async () => await access.LeaderAsync(stopped.Name, cancellation).ConfigureAwait(false) is null ? "the other servers name no leader" : null,
            cancellation);

    /// <summary>Whether the node's own agent reaches a leader.</summary>
    public async Task<string?> AnswersAsync(ConsulNode node, CancellationToken cancellation) =>
        await access.AskAsync(node, "status/leader", cancellation).ConfigureAwait(false) switch
        {
            null => $"the agent of '{node.Name}' does not answer",
            { IsSuccess: true } answer when answer.Body.Trim().Trim('"').Length > 0 => null,
            { IsSuccess: true } => $"the agent of '{node.Name}' knows no leader",
            var answer => $"the agent of '{node.Name}' says: {ConsulFault.FirstLine(answer.Body)}",
        };

    /// <summary>Whether all servers vote.</summary>
    public async Task<string?> VotersAsync(CancellationToken cancellation)
    {
        JObject[]? peers = await FirstAsync("operator/raft/configuration", tree => tree["Servers"]?.OfType<JObject>().ToArray(), cancellation).ConfigureAwait(false);
        int voters = peers?.Count(p => (bool?)p["Voter"] == true) ?? 0;
        return peers is null ? "no server tells who votes" : voters >= access.Servers.Count ? null : $"{voters} of {access.Servers.Count} servers vote";
    }

    /// <summary>Whether the leader sees all servers healthy and caught up to an index.</summary>
    public async Task<string?> HealthAsync(long index, CancellationToken cancellation)
    {
        JObject[]? servers = await ServersAsync(cancellation).ConfigureAwait(false);
        if (servers is null)
        {
            return "no server tells of the others' health";
        }

        string[] ill = [.. servers.Where(s => (bool?)s["Healthy"] != true).Select(s => (string?)s["Name"] ?? string.Empty)];
        string[] behind = [.. servers.Where(s => ((long?)s["LastIndex"] ?? 0) < index).Select(s => (string?)s["Name"] ?? string.Empty)];
        return ill.Length > 0 ? $"not healthy: {string.Join(", ", ill)}"
            : servers.Length < access.Servers.Count ? $"the leader sees {servers.Length} of {access.Servers.Count} servers"
            : behind.Length > 0 ? $"not caught up: {string.Join(", ", behind)}"
            : null;
    }

    /// <summary>Whether every server takes our token, where there is one; a leader that has just begun may not.</summary>
    public async Task<string?> AclAsync(CancellationToken cancellation)
    {
        if (access.Token is not { Length: > 0 })
        {
            return null;
        }

        foreach (ConsulNode server in access.Servers)
        {
            ConsulAnswer? answer = await access.AskAsync(server, "acl/token/self", cancellation).ConfigureAwait(false);

            // 401: ACLs are off.
            if (answer is null or { IsSuccess: false, StatusCode: not 401 })
            {
                return $"server '{server.Name}' does not take the token ({(answer is null ? "no answer" : ConsulFault.FirstLine(answer.Body))})";
            }
        }

        return null;
    }

    /// <summary>Whether a node sees all others alive. Where an agent may not be asked, as while ACLs come, the catalog's own checks are.</summary>
    public async Task<string?> MembersAsync(ConsulNode node, CancellationToken cancellation)
    {
        ConsulAnswer? answer = await access.AskAsync(node, "agent/members", cancellation).ConfigureAwait(false);
        if (answer is { IsSuccess: true })
        {
            ClusterMember[] members = [.. answer.ReadList<JObject>().Select(ClusterMember.Read)];
            if (members.Length > 0)
            {
                var alive = new HashSet<string>(members.Where(m => m.Status == MemberStatus.Alive).Select(m => m.Name), StringComparer.Ordinal);
                string[] missing = [.. access.Nodes.Select(n => n.Name).Where(name => !alive.Contains(name))];
                string[] strange = options.AllMembers ? [.. alive.Except(access.Nodes.Select(n => n.Name))] : [];
                return missing.Length > 0 ? $"'{node.Name}' does not see alive: {string.Join(", ", missing)}"
                    : strange.Length > 0 ? $"members that are not in the inventory would be cut off: {string.Join(", ", strange)}"
                    : null;
            }
        }

        JObject[]? failing = await FirstAsync<JObject[]>(
            "health/state/any",
            tree => [.. tree.OfType<JObject>().Where(c => (string?)c["CheckID"] == "serfHealth" && (string?)c["Status"] != "passing")],
            cancellation).ConfigureAwait(false);
        return failing is null ? "no server tells who is alive"
            : failing.Length > 0 ? $"not alive: {string.Join(", ", failing.Select(c => (string?)c["Node"]))}"
            : null;
    }

    private async Task<long> LeaderIndexAsync(CancellationToken cancellation) =>
        (await ServersAsync(cancellation).ConfigureAwait(false))?.Where(s => (bool?)s["Leader"] == true).Select(s => (long?)s["LastIndex"] ?? 0).FirstOrDefault() ?? 0;

    private Task<JObject[]?> ServersAsync(CancellationToken cancellation) =>
        FirstAsync("operator/autopilot/health", tree => tree["Servers"]?.OfType<JObject>().ToArray(), cancellation);

    // An unhealthy cluster answers 429 with the same body.
    private async Task<T?> FirstAsync<T>(string path, Func<JToken, T?> read, CancellationToken cancellation)
        where T : class
    {
        foreach (ConsulNode server in access.Servers)
        {
            ConsulAnswer? answer = await access.AskAsync(server, path, cancellation).ConfigureAwait(false);
            if (answer is { IsSuccess: true } or { StatusCode: 429 } && answer.Body.TrimStart().FirstOrDefault() is '{' or '[' && read(answer.ReadTree()) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}

/// <summary>How patient gates are.</summary>
internal sealed record GateOptions
{
    /// <summary>How long a condition may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether a member that is not in the inventory is a fault.</summary>
    public bool AllMembers { get; init; } = true;

    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How old autopilot's health can be: measured up to 2 s.</summary>
    public TimeSpan HealthAge { get; init; } = TimeSpan.FromSeconds(2.2);

    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;
}
