using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Rollout;

/// <summary>What cmdlets and the command line call: plans the hardening of an inventory, does it, goes on with it, takes it back.</summary>
internal sealed class ClusterProtection(IReadOnlyList<ConsulNode> inventory, ConsulConnection? connection, IOperationLog log)
{
    private readonly IReadOnlyList<INode> _nodes = NodeInventory.Open(inventory);

    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary>Looks at the cluster and plans; changes nothing.</summary>
    /// <param name="goal">What it is to become.</param>
    /// <param name="vault">The vault of an earlier run, whose token and authority are used to look; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RolloutPlan> PlanAsync(RolloutGoal goal, SecretVault? vault, CancellationToken cancellation)
    {
        FleetView view = await LookAsync(vault, cancellation).ConfigureAwait(false);
        return new RolloutPlanner(view, goal).Plan(Now());
    }

    /// <summary>Looks at all nodes, with what the vault knows.</summary>
    public Task<FleetView> LookAsync(SecretVault? vault, CancellationToken cancellation) =>
        new FleetObserver(_nodes, Access(vault), log) { Now = Now }.LookAsync(cancellation);

    /// <summary>The plan of a run that the journal shows broken off; null where there is none.</summary>
    public static RolloutPlan? Unfinished(string journalPath)
    {
        if (!File.Exists(journalPath))
        {
            return null;
        }

        JournalEntry? run = RolloutJournal.Read(journalPath).LastOrDefault(e => e is { Act: "run", State: "begin" });
        return run is null || IsOver(journalPath, run.Plan) ? null : PlanFile.Read(PlanPath(journalPath, run.Plan));
    }

    /// <summary>The last plan that was begun and not taken back; null where there is none.</summary>
    public static RolloutPlan? Last(string journalPath)
    {
        if (!File.Exists(journalPath))
        {
            return null;
        }

        IReadOnlyList<JournalEntry> entries = RolloutJournal.Read(journalPath);
        JournalEntry? run = entries.LastOrDefault(e => e is { Act: "run", State: "begin" } && !entries.Any(u => u is { Act: "undo", State: "done" } && u.Plan == e.Plan));
        return run is null ? null : PlanFile.Read(PlanPath(journalPath, run.Plan));
    }

    /// <summary>Does a plan, or what is left of it.</summary>
    /// <exception cref="ConsulSecurityException"><c>JournalOfOtherPlan</c>, <c>RolloutGateFailed</c>, <c>RolloutWouldBreak</c>, and what an act throws.</exception>
    public Task<RolloutRecord> ApplyAsync(
        RolloutPlan plan, SecretVault vault, string journalPath, RolloutOptions options, CancellationToken cancellation)
    {
        if (Unfinished(journalPath) is { } other && other.Id != plan.Id)
        {
            throw RolloutErrors.JournalOfOtherPlan(journalPath);
        }

        if (File.Exists(journalPath) && RolloutJournal.Read(journalPath).Any(e => e.Plan == plan.Id && e.Act == "undo-waypoint"))
        {
            throw RolloutErrors.BeingUndone(journalPath);
        }

        string path = PlanPath(journalPath, plan.Id);
        if (!File.Exists(path))
        {
            PlanFile.Write(plan, path, overwrite: false);
        }

        return WithRunnerAsync(plan, vault, journalPath, options, runner => runner.RunAsync(cancellation));
    }

    /// <summary>Takes back the last plan that was begun.</summary>
    /// <exception cref="ConsulSecurityException"><c>NothingToUndo</c>, <c>RolloutGateFailed</c>, and what an act throws.</exception>
    public Task<RolloutRecord> UndoAsync(SecretVault vault, string journalPath, RolloutOptions options, CancellationToken cancellation)
    {
        RolloutPlan plan = Last(journalPath) ?? throw RolloutErrors.NothingToUndo(journalPath);
        return WithRunnerAsync(plan, vault, journalPath, options, runner => runner.UndoAsync(cancellation));
    }

    /// <summary>Restarts agents one after the other, with the gates of a pass and nothing else.</summary>
    /// <param name="names">The nodes.</param>
    /// <param name="vault">The vault of an earlier run, for the token, and to move the leadership; null for none.</param>
    /// <param name="options">How it goes.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RolloutRecord> RestartAsync(IReadOnlyCollection<string> names, SecretVault? vault, RolloutOptions options, CancellationToken cancellation)
    {
        INode first = _nodes.First(n => n.Info.IsServer);
        var configuration = Configuration.MergedConfiguration.FromTexts(await NodeFiles.ConfigurationAsync(first, cancellation).ConfigureAwait(false), null);
        var plan = new RolloutPlan
        {
            Id = "restart",
            Datacenter = configuration.String("datacenter") ?? "dc1",
            ConsulVersion = "1.8.7",
            Nodes = inventory,
            Waypoints =
            [
                new RolloutWaypoint
                {
                    Name = "P1",
                    Nodes = [.. inventory.Where(n => names.Contains(n.Name)).OrderBy(n => n.IsServer).Select(n => new RolloutNodeChange { Node = n.Name, NeedsRestart = true })],
                },
            ],
        };
        using SecretVault held = vault ?? SecretVault.InMemory();
        using RolloutJournal journal = RolloutJournal.InMemory(Now);
        var context = new RolloutContext(plan, _nodes, Access(vault), held, journal, options with { LookAfter = false, Canary = false, Gate = options.Gate with { AllMembers = false } }, log);
        return await new RolloutRunner(context).RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Where the plan of a run is kept: beside its journal.</summary>
    public static string PlanPath(string journalPath, string plan) => $"{Path.ChangeExtension(journalPath, null)}.{plan}.plan.json";

    private static bool IsOver(string journalPath, string plan) => RolloutJournal.Read(journalPath)
        .Any(e => e is { State: "done", Act: "run" or "undo" } && e.Plan == plan);

    private async Task<RolloutRecord> WithRunnerAsync(
        RolloutPlan plan, SecretVault vault, string journalPath, RolloutOptions options, Func<RolloutRunner, Task<RolloutRecord>> work)
    {
        using RolloutJournal journal = RolloutJournal.Open(journalPath, Now, options.JournalWritten);
        return await work(new RolloutRunner(new RolloutContext(plan, _nodes, Access(vault), vault, journal, options, log))).ConfigureAwait(false);
    }

    // The caller's connection, else what the vault knows.
    private ClusterAccess Access(SecretVault? vault)
    {
        var access = new ClusterAccess(inventory, connection, log);
        if (vault is null)
        {
            return access;
        }

        if (access.Token is not { Length: > 0 } && vault.Find(VaultNames.Management) is { } token)
        {
            access.UseToken(SecureText.Hide(token));
        }

        string authority = Path.ChangeExtension(vault.Path, null) + "-agent-ca.pem";
        if (access.AuthorityPath is null && File.Exists(authority))
        {
            access.UseCertificates(authority, Path.ChangeExtension(vault.Path, null) + "-cli.pem");
        }

        return access;
    }
}
