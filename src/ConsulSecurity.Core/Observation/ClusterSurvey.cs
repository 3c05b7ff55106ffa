using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Observation;

/// <summary>Looks at a cluster as a whole and then at one node after another, some at a time, and makes one snapshot of all of it.</summary>
internal sealed class ClusterSurvey(SurveyRequest request, IOperationLog log)
{
    private const int AtATime = 8;

    // A member whose API is not open to us must not hold up the rest.
    private static readonly RetryPolicy s_once = new() { WhileUnreachable = TimeSpan.Zero, WhileUnavailable = TimeSpan.FromSeconds(2), TryTimeout = TimeSpan.FromSeconds(10) };

    private int _done;

    /// <exception cref="ConsulSecurityException">Configuration files cannot be found.</exception>
    public async Task<ClusterSnapshot> TakeAsync(CancellationToken cancellation)
    {
        using var labels = new SecretLabels();
        SnapshotRequest first = request.First with { Labels = labels };
        ClusterSnapshot whole = await new SnapshotTaker(first, log).TakeAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<NodeSource> sources = Sources(whole);
        using var gate = new SemaphoreSlim(AtATime);
        NodeSnapshot?[] seen = await Task.WhenAll(sources.Select(async source =>
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await LookAsync(source, first, whole, sources.Count, cancellation).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        })).ConfigureAwait(false);
        return whole with { Nodes = NodeMerge.Of([.. whole.Nodes, .. seen.OfType<NodeSnapshot>()]) };
    }

    private async Task<NodeSnapshot?> LookAsync(NodeSource source, SnapshotRequest first, ClusterSnapshot whole, int count, CancellationToken cancellation)
    {
        SnapshotRequest look = first with
        {
            Paths = source.Paths,
            Client = source.Client,
            Addresses = source.Address is null ? [] : [source.Address],
            Known = whole with { Nodes = [] },
        };
        ClusterSnapshot one = await new SnapshotTaker(look, SilentLog.Instance).TakeAsync(cancellation).ConfigureAwait(false);
        int done = Interlocked.Increment(ref _done);
        log.Progress(new OperationProgress("Looking at the nodes", $"{done} of {count}", done * 100 / count) { Completed = done == count });
        NodeSnapshot? node = one.Nodes.Count == 0 ? null : one.Nodes[0];
        return node is null || source.Name is null ? node : node with { Name = source.Name };
    }

    private List<NodeSource> Sources(ClusterSnapshot whole)
    {
        var sources = new List<NodeSource>([.. request.Others.Select(client => new NodeSource { Client = client })]);
        var asked = new HashSet<string>(whole.Nodes.Where(node => node.Running.State != EvidenceState.NotAsked).Select(node => node.Name));
        var probed = new HashSet<string>(request.First.Addresses);
        foreach (MemberEvidence member in request.AllMembers ? whole.Members.Value ?? [] : [])
        {
            sources.Add(new NodeSource
            {
                Name = member.Name,
                Paths = PathsOf(member.Name),
                Client = asked.Contains(member.Name) ? request.NodePaths.ContainsKey(member.Name) ? request.First.Client : null : ClientAt(member.Address),
                Address = probed.Contains(member.Address) ? null : member.Address,
            });
        }

        foreach (string name in request.NodePaths.Keys.Where(name => !sources.Any(source => source.Name == name)))
        {
            sources.Add(new NodeSource { Name = name, Paths = PathsOf(name), Client = asked.Contains(name) ? request.First.Client : null });
        }

        return sources;
    }

    private IReadOnlyList<string> PathsOf(string node) => request.NodePaths.TryGetValue(node, out IReadOnlyList<string>? paths) ? paths : [];

    private ConsulClient? ClientAt(string address) => request.First.Client?.Connection is { Address.Scheme: "http" or "https" } connection
        ? new ConsulClient(connection.At(new UriBuilder(connection.Address) { Host = address }.Uri), log, s_once)
        : null;

    private sealed record NodeSource
    {
        public string? Name { get; init; }

        public IReadOnlyList<string> Paths { get; init; } = [];

        public ConsulClient? Client { get; init; }

        public string? Address { get; init; }
    }
}
