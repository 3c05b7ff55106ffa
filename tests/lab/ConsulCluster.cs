using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Lab;

/// <summary>A real Consul cluster on loopback addresses of its own; ends with the object, or with the process.</summary>
public sealed class ConsulCluster : IAsyncDisposable
{
    private const int Alive = 1;

    private readonly ConsulClusterOptions _options;
    private readonly LoopbackBlock _block;
    private readonly List<ConsulAgent> _agents = [];

    private ConsulCluster(ConsulClusterOptions options)
    {
        _options = options;
        _block = LoopbackBlock.Take(options.Servers + options.Clients);
        Folder = Directory.CreateTempSubdirectory("consul-lab-").FullName;
        Watchdog.AddFolder(Folder);
        for (int i = 1; i <= options.Servers + options.Clients; i++)
        {
            bool isServer = i <= options.Servers;
            string name = isServer ? $"s{i}" : $"c{i - options.Servers}";
            _agents.Add(new ConsulAgent(name, isServer, _block.Address(i), Path.Combine(Folder, name), options));
        }
    }

    /// <summary>All agents, servers first.</summary>
    public IReadOnlyList<ConsulAgent> Agents => _agents;

    /// <summary>The servers.</summary>
    public IReadOnlyList<ConsulAgent> Servers => [.. _agents.Where(agent => agent.IsServer)];

    /// <summary>The client agents.</summary>
    public IReadOnlyList<ConsulAgent> Clients => [.. _agents.Where(agent => !agent.IsServer)];

    /// <summary>The datacenter's name.</summary>
    public string Datacenter => _options.Datacenter;

    /// <summary>The private folder with everything that the cluster writes; gone with it.</summary>
    public string Folder { get; }

    /// <summary>The agent of that name.</summary>
    /// <param name="name">s1, s2, ... or c1, c2, ...</param>
    public ConsulAgent this[string name] => _agents.Single(agent => agent.Name == name);

    /// <summary>Starts one server with that configuration.</summary>
    /// <param name="configuration">HCL, or JSON when it begins with a brace.</param>
    public static Task<ConsulCluster> StartServerAsync(string? configuration = null) =>
        StartAsync(new ConsulClusterOptions { Configuration = configuration });

    /// <summary>Starts a cluster and waits until it works.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="cancellationToken">Ends the wait, and the cluster.</param>
    /// <exception cref="LabException">It does not come up; with the ends of the logs.</exception>
    public static async Task<ConsulCluster> StartAsync(ConsulClusterOptions options, CancellationToken cancellationToken = default)
    {
        var cluster = new ConsulCluster(options);
        try
        {
            foreach (ConsulAgent agent in cluster._agents)
            {
                agent.WriteConfiguration("10-lab", cluster.BaseConfiguration(agent));
                agent.WriteConfiguration("20-cluster", options.Configuration);
                agent.WriteConfiguration("30-node", options.NodeConfiguration?.Invoke(agent));
            }

            cluster._agents.ForEach(agent => agent.Start());
            await cluster.WaitAsync(options.Wait, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts datacenters that are joined over the WAN, and waits until every server sees all servers of all of them.</summary>
    /// <param name="datacenters">One for each datacenter, with names of their own.</param>
    /// <returns>The clusters in the same order; dispose each.</returns>
    public static async Task<IReadOnlyList<ConsulCluster>> StartFederationAsync(params ConsulClusterOptions[] datacenters)
    {
        var clusters = new List<ConsulCluster>();
        try
        {
            foreach (ConsulClusterOptions options in datacenters)
            {
                string[] others = [.. clusters.SelectMany(cluster => cluster.Servers).Select(server => server.Address)];
                clusters.Add(await StartAsync(options with { JoinWan = [.. options.JoinWan, .. others] }));
            }

            int servers = clusters.Sum(cluster => cluster.Servers.Count);
            foreach (ConsulCluster cluster in clusters)
            {
                await cluster.PollAsync(agent => MissingMembersAsync(agent, "/v1/agent/members?wan=1", servers), cluster.Servers);
            }

            return clusters;
        }
        catch
        {
            clusters.ForEach(cluster => cluster.DisposeAsync().AsTask().GetAwaiter().GetResult());
            throw;
        }
    }

    /// <summary>Waits until the running agents agree on a leader and, if asked, see each other alive.</summary>
    /// <param name="wait">What to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LabException">Not within the options' timeout; with the ends of the logs.</exception>
    public async Task WaitAsync(ClusterWait wait = ClusterWait.Members, CancellationToken cancellationToken = default)
    {
        ConsulAgent[] running = [.. _agents.Where(agent => agent.IsRunning)];
        if (wait == ClusterWait.Nothing)
        {
            return;
        }

        await PollAsync(MissingLeaderAsync, running, cancellationToken);
        if (_options.Token is not null)
        {
            // A new leader takes a moment to make the token, and the others to hear of it.
            await PollAsync(MissingTokenAsync, running, cancellationToken);
        }

        if (wait == ClusterWait.Members)
        {
            await PollAsync(agent => MissingMembersAsync(agent, "/v1/agent/members", running.Length), running, cancellationToken);
        }
    }

    /// <summary>The server that is the leader now.</summary>
    /// <exception cref="LabException">There is none within the options' timeout.</exception>
    public async Task<ConsulAgent> LeaderAsync(CancellationToken cancellationToken = default)
    {
        ConsulAgent[] running = [.. Servers.Where(agent => agent.IsRunning)];
        await PollAsync(MissingLeaderAsync, running, cancellationToken);
        string leader = (string)(await running[0].GetAsync("/v1/status/leader", cancellationToken))!;
        return _agents.Single(agent => leader == $"{agent.Address}:8300");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_agents.Select(agent => agent.DisposeAsync().AsTask()));
        _block.Dispose();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<string?> MissingLeaderAsync(ConsulAgent agent)
    {
        string? leader = (string?)await agent.GetAsync("/v1/status/leader");
        return string.IsNullOrEmpty(leader) ? "no leader" : null;
    }

    private static async Task<string?> MissingTokenAsync(ConsulAgent agent) =>
        await agent.GetAsync("/v1/acl/token/self") is null ? "no token" : null;

    private static async Task<string?> MissingMembersAsync(ConsulAgent agent, string path, int expected)
    {
        JsonArray members = (await agent.GetAsync(path))!.AsArray();
        string[] alive = [.. members.Where(member => (int)member!["Status"]! == Alive).Select(member => (string)member!["Name"]!)];
        return alive.Length == expected ? null : $"sees {alive.Length} of {expected} members alive ({string.Join(", ", alive)})";
    }

    private string BaseConfiguration(ConsulAgent agent)
    {
        var settings = new JsonObject
        {
            ["node_name"] = agent.Name,
            ["datacenter"] = Datacenter,
            ["server"] = agent.IsServer,
            ["data_dir"] = agent.DataFolder,
            ["bind_addr"] = agent.Address,
            ["client_addr"] = agent.Address,
            ["disable_update_check"] = true,
            ["performance"] = new JsonObject { ["raft_multiplier"] = 1 },
            ["retry_interval"] = "500ms",
            ["retry_join"] = new JsonArray([.. Servers.Where(server => server != agent).Select(server => (JsonNode)server.Address)]),
        };
        if (agent.IsServer)
        {
            settings["bootstrap_expect"] = _options.Servers;
            settings["retry_interval_wan"] = "500ms";
            settings["retry_join_wan"] = new JsonArray([.. _options.JoinWan.Select(address => (JsonNode)address)]);
        }

        return settings.ToJsonString();
    }

    private async Task PollAsync(
        Func<ConsulAgent, Task<string?>> complaint, IEnumerable<ConsulAgent> agents, CancellationToken cancellationToken = default)
    {
        foreach (ConsulAgent agent in agents)
        {
            try
            {
                await Poll.UntilAsync(() => AskAsync(agent, complaint), _options.Timeout, cancellationToken);
            }
            catch (LabException exception)
            {
                string logs = string.Join('\n', _agents.Select(each => $"--- {each.Name} ({each.Address}) ---\n{each.LogTail()}"));
                throw new LabException($"Agent '{agent.Name}' of '{Datacenter}': {exception.Message}\n{logs}", exception);
            }
        }
    }

    private static async Task<string?> AskAsync(ConsulAgent agent, Func<ConsulAgent, Task<string?>> complaint)
    {
        if (!agent.IsRunning)
        {
            throw new LabException("the process has ended");
        }

        try
        {
            return await complaint(agent);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException)
        {
            return exception.Message;
        }
    }
}
