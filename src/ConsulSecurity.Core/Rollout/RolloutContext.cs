using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ConsulSecurity.Rollout;

/// <summary>All that a run works with.</summary>
internal sealed class RolloutContext(
    RolloutPlan plan, IReadOnlyList<INode> nodes, ClusterAccess access, SecretVault vault, RolloutJournal journal, RolloutOptions options, IOperationLog log)
{
    public RolloutPlan Plan => plan;

    public IReadOnlyList<INode> Nodes => nodes;

    public ClusterAccess Access => access;

    public SecretVault Vault => vault;

    public RolloutJournal Journal => journal;

    public RolloutOptions Options => options;

    public IOperationLog Log => log;

    public Gate Gate { get; } = new(access, options.Gate);

    public Version Version { get; } = new(plan.ConsulVersion);

    /// <summary>Where the authority's certificate and our own are, beside the vault.</summary>
    public string AuthorityPath { get; } = Path.ChangeExtension(vault.Path, null) + "-agent-ca.pem";

    public string CertificatePath { get; } = Path.ChangeExtension(vault.Path, null) + "-cli.pem";

    /// <exception cref="ConsulSecurityException"><c>RolloutPlanOutdated</c>.</exception>
    public INode Node(string name) => nodes.FirstOrDefault(n => n.Info.Name == name) ?? throw RolloutErrors.PlanOutdated(name);

    /// <summary>Does something between two entries of the journal; what was done already is not done again.</summary>
    public async Task ActAsync(string act, string? waypoint, string? node, string? what, Func<Task> work)
    {
        if (IsDone(act, waypoint, node, what))
        {
            return;
        }

        Note("begin", act, waypoint, node, what);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (ConsulSecurityException e)
        {
            Note("failed", act, waypoint, node, $"{e.ErrorId}: {e.Message}");
            throw;
        }

        Note("done", act, waypoint, node, what);
    }

    public bool IsDone(string act, string? waypoint, string? node = null, string? what = null) => Has("done", act, waypoint, node, what);

    public bool IsBegun(string act, string? waypoint, string? node = null, string? what = null) => Has("begin", act, waypoint, node, what);

    public void Note(string state, string act, string? waypoint, string? node, string? what) =>
        journal.Write(new JournalEntry { Plan = plan.Id, State = state, Act = act, Waypoint = waypoint, Node = node, What = what });

    private bool Has(string state, string act, string? waypoint, string? node, string? what) => journal.Entries.Any(e =>
        e.Plan == plan.Id && e.State == state && e.Act == act && e.Waypoint == waypoint && e.Node == node && e.What == what);
}

/// <summary>How a run goes.</summary>
internal sealed record RolloutOptions
{
    public GateOptions Gate { get; init; } = new();

    /// <summary>The last waypoint that is done; null for all.</summary>
    public string? Until { get; init; }

    /// <summary>Asked before each waypoint; where it says no the run ends there, to be gone on with later.</summary>
    public Func<RolloutWaypoint, Task<bool>> Approve { get; init; } = _ => Task.FromResult(true);

    /// <summary>Accessors of tokens that services are to get, by the services' names, instead of new ones.</summary>
    public IReadOnlyDictionary<string, string> ServiceTokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a key is written and read a few times a second, to see how long the cluster is not available.</summary>
    public bool Canary { get; init; } = true;

    /// <summary>Whether the cluster is judged again at the end.</summary>
    public bool LookAfter { get; init; } = true;

    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary>Called after each entry of the journal is on disk.</summary>
    public Action<JournalEntry>? JournalWritten { get; init; }
}
