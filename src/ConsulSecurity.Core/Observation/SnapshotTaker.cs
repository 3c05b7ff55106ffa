using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>Looks at a cluster from every side that was given, all at once; each side can be missing, with its reason.</summary>
internal sealed class SnapshotTaker(SnapshotRequest request, IOperationLog log)
{
    private const string Activity = "Looking at the cluster";

    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <exception cref="ConsulSecurityException">The configuration files cannot be found.</exception>
    public async Task<ClusterSnapshot> TakeAsync(CancellationToken cancellation)
    {
        log.Progress(new OperationProgress(Activity, "Asking the agent"));
        Evidence<JObject> self = await SelfAsync(cancellation).ConfigureAwait(false);
        string? version = (string?)self.Value?.SelectToken("Config.Version");
        NodeFiles files = await FilesAsync(request.ConsulVersion ?? ParseVersion(version), self, cancellation).ConfigureAwait(false);
        Task<Evidence<CallerEvidence>> caller = CallerAsync(cancellation);

        Task<NodeSnapshot[]> probed = Task.WhenAll(request.Addresses.Select(address => ProbeAsync(address, cancellation)));
        ClusterSnapshot cluster = await ClusterAsync(cancellation).ConfigureAwait(false);
        log.Progress(new OperationProgress(Activity, $"Probing {request.Addresses.Count} hosts"));
        List<NodeSnapshot> nodes = [.. (await probed.ConfigureAwait(false)).Select(node => Name(node, cluster.Members.Value ?? []))];
        nodes = [.. await Task.WhenAll(nodes.Select(node => ApplicationsAsync(node, cluster, cancellation))).ConfigureAwait(false)];
        log.Progress(new OperationProgress(Activity, "Done", 100) { Completed = true });
        return cluster with
        {
            TakenAt = Now(),
            Datacenter = (string?)self.Value?.SelectToken("Config.Datacenter") ?? files.Configuration.Value?.Datacenter ?? cluster.Datacenters.Value?.FirstOrDefault(),
            Nodes = Join(nodes, self, files, await caller.ConfigureAwait(false), version),
        };
    }

    internal static Version? ParseVersion(string? text) =>
        System.Version.TryParse(text?.Split('-', '+')[0], out Version? version) ? version : null;

    /// <summary>A node that was probed by its address gets the name, role and version that it has among the members.</summary>
    private static NodeSnapshot Name(NodeSnapshot node, IReadOnlyList<MemberEvidence> members)
    {
        MemberEvidence? member = members.FirstOrDefault(m => m.Address == node.Address);
        return member is null ? node : node with
        {
            Name = member.Name,
            IsServer = member.IsServer,
            Version = member.Tags.TryGetValue("build", out string? build) ? build.Split(':')[0] : null,
        };
    }

    /// <summary>The node that was asked and read is one of those probed where its address is the same, else one more.</summary>
    private List<NodeSnapshot> Join(
        List<NodeSnapshot> probed, Evidence<JObject> self, NodeFiles files, Evidence<CallerEvidence> caller, string? version)
    {
        Evidence<AgentConfiguration> configuration = files.Configuration;
        if (request.Client is null && request.Paths.Count == 0)
        {
            return probed;
        }

        string? host = request.Client?.Connection.Address.Host;
        string? advertised = (string?)self.Value?.SelectToken("Member.Addr");
        NodeSnapshot? probe = probed.FirstOrDefault(node => node.Address is not null && (node.Address == host || node.Address == advertised));
        probed.RemoveAll(node => node == probe);
        string name = (string?)self.Value?.SelectToken("Config.NodeName")
            ?? configuration.Value?.Find("node_name")?.Value as string ?? host ?? request.Paths[0];
        probed.Insert(0, (probe ?? new NodeSnapshot { Name = name, Address = host }) with
        {
            Name = name,
            Version = version ?? request.ConsulVersion?.ToString() ?? probe?.Version,
            IsServer = (bool?)self.Value?.SelectToken("Config.Server") ?? configuration.Value?.IsServer ?? probe?.IsServer,
            Configuration = configuration,
            Definitions = files.Definitions,
            TokenUses = files.TokenUses,
            KeptTokens = files.KeptTokens,
            AuthoritySettings = files.AuthoritySettings,
            Caller = caller,
            Running = self.IsKnown
                ? Look.Seen(RunningSettings.Read(self.Value!))
                : Look.Missing<IReadOnlyDictionary<string, object?>>(self.State, self.Reason),
            Mistakes = files.Mistakes,
            Checks = files.Checks,
            Host = files.Host,
        });
        return probed;
    }

    private Task<Evidence<JObject>> SelfAsync(CancellationToken cancellation) => request.Client is { } client
        ? Look.AtAsync("agent:read", () => client.SendAsync<JObject>(ConsulRequest.Get("agent/self"), cancellation))
        : Task.FromResult(Look.Missing<JObject>(EvidenceState.NotAsked, "a connection to the agent (-Connection)"));

    private async Task<NodeFiles> FilesAsync(Version? version, Evidence<JObject> self, CancellationToken cancellation)
    {
        if (request.Paths.Count > 0)
        {
            log.Progress(new OperationProgress(Activity, "Reading the configuration and looking at its host"));
        }

        return await new NodeFilesReader(request, Now()).ReadAsync(version, self.Value, cancellation).ConfigureAwait(false);
    }

    private Task<Evidence<CallerEvidence>> CallerAsync(CancellationToken cancellation) => request.Client is { } client
        ? new CallerCollector(client).CollectAsync(cancellation)
        : Task.FromResult(Look.Missing<CallerEvidence>(EvidenceState.NotAsked, "a connection to the agent (-Connection)"));

    private async Task<NodeSnapshot> ApplicationsAsync(NodeSnapshot node, ClusterSnapshot cluster, CancellationToken cancellation) => node with
    {
        OpenApplications = await new EnvoyProber(request.ProbeTimeout).ApplicationsAsync(node.Address!, cluster.Services, cancellation).ConfigureAwait(false),
    };

    private Task<ClusterSnapshot> ClusterAsync(CancellationToken cancellation) => request.Known is { } known ? Task.FromResult(known)
        : request.Client is { } client
        ? new ClusterCollector(client).CollectAsync(cancellation)
        : Task.FromResult(new ClusterSnapshot());

    private async Task<NodeSnapshot> ProbeAsync(string address, CancellationToken cancellation)
    {
        var prober = new NodeProber(request.ProbeTimeout);
        Task<Evidence<RpcEvidence>> rpc = prober.RpcAsync(address, cancellation);
        Task<Evidence<RpcEvidence>> https = prober.HttpsAsync(address, cancellation);
        Task<Evidence<bool>> http = prober.PlainHttpAsync(address, cancellation);
        Task<Evidence<GossipEvidence>> lan = prober.LanAsync(address, cancellation);
        Task<Evidence<GossipEvidence>> wan = prober.WanAsync(address, cancellation);
        Task<Evidence<DnsEvidence>> dns = prober.DnsAsync(address, cancellation);
        Task<Evidence<EnvoyEvidence>> envoy = new EnvoyProber(request.ProbeTimeout).AdministrationAsync(address, cancellation);
        Task<Evidence<IReadOnlyDictionary<string, int>>> anonymous = prober.AnonymousAsync(address, cancellation);
        return new NodeSnapshot
        {
            Name = address,
            Address = address,
            Rpc = await rpc.ConfigureAwait(false),
            Https = await https.ConfigureAwait(false),
            PlainHttp = await http.ConfigureAwait(false),
            LanGossip = await lan.ConfigureAwait(false),
            WanGossip = await wan.ConfigureAwait(false),
            Anonymous = await anonymous.ConfigureAwait(false),
            Dns = await dns.ConfigureAwait(false),
            Envoy = await envoy.ConfigureAwait(false),
        };
    }
}
