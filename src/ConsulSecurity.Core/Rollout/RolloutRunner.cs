using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Hardening;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Rollout;

/// <summary>Walks a plan, or walks it back. It can be killed anywhere and run again.</summary>
internal sealed class RolloutRunner(RolloutContext context)
{
    private const string Activity = "Hardening the cluster";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<string, int> _restarts = new(StringComparer.Ordinal);
    private readonly List<string> _done = [];
    private readonly NodeWork _nodes = new(context);
    private int _units;

    /// <summary>Does what is left of the plan.</summary>
    /// <exception cref="ConsulSecurityException">A gate that does not hold, or an act that fails; nothing is done after it.</exception>
    public async Task<RolloutRecord> RunAsync(CancellationToken cancellation)
    {
        if (!context.IsBegun("run", null))
        {
            context.Note("begin", "run", null, null, null);
        }

        UseWhatIsKnown();
        foreach (RolloutWaypoint waypoint in context.Plan.Waypoints.Where(w => !w.IsApi))
        {
            await new RolloutPass(context, waypoint, undo: false).RecoverAsync(cancellation).ConfigureAwait(false);
        }

        bool complete = false;
        using Canary? canary = context.Options.Canary ? new Canary(context.Access) : null;
        try
        {
            complete = await WalkAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            await (canary?.StopAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }

        if (complete && !context.IsDone("run", null))
        {
            context.Note("done", "run", null, null, null);
        }

        return await RecordAsync(complete, canary?.Longest, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes back what was begun of the plan, the last first.</summary>
    public async Task<RolloutRecord> UndoAsync(CancellationToken cancellation)
    {
        RolloutWaypoint[] begun = [.. context.Plan.Waypoints.Where(w => context.IsBegun("waypoint", w.Name) && !context.IsDone("undo-waypoint", w.Name)).Reverse()];
        if (begun.Length == 0)
        {
            throw RolloutErrors.NothingToUndo(context.Journal.Path);
        }

        UseWhatIsKnown();
        foreach (RolloutWaypoint waypoint in begun.Where(w => !w.IsApi))
        {
            await new RolloutPass(context, waypoint, undo: false).RecoverAsync(cancellation).ConfigureAwait(false);
            await new RolloutPass(context, waypoint, undo: true).RecoverAsync(cancellation).ConfigureAwait(false);
        }

        using Canary? canary = context.Options.Canary ? new Canary(context.Access) : null;
        try
        {
            foreach (RolloutWaypoint waypoint in begun)
            {
                await UndoAsync(waypoint, cancellation).ConfigureAwait(false);
                _done.Add(waypoint.Name);
            }
        }
        finally
        {
            await (canary?.StopAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }

        if (!context.IsDone("undo", null))
        {
            context.Note("done", "undo", null, null, null);
        }

        return await RecordAsync(true, canary?.Longest, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> WalkAsync(CancellationToken cancellation)
    {
        foreach (RolloutWaypoint waypoint in context.Plan.Waypoints)
        {
            if (!context.IsDone("waypoint", waypoint.Name))
            {
                if (!await context.Options.Approve(waypoint).ConfigureAwait(false))
                {
                    return false;
                }

                await WaypointAsync(waypoint, cancellation).ConfigureAwait(false);
                _done.Add(waypoint.Name);
            }

            if (waypoint.Name == context.Options.Until)
            {
                return waypoint == context.Plan.Waypoints[context.Plan.Waypoints.Count - 1];
            }
        }

        return true;
    }

    private async Task WaypointAsync(RolloutWaypoint waypoint, CancellationToken cancellation)
    {
        if (!context.IsBegun("waypoint", waypoint.Name))
        {
            await context.Gate.WholeAsync(waypoint.Name, "the time before it", cancellation).ConfigureAwait(false);
            context.Note("begin", "waypoint", waypoint.Name, null, null);
        }

        Report($"{waypoint.Name}: {waypoint.Title}");
        if (waypoint.IsApi)
        {
            await new ApiWork(context).RunAsync(waypoint, cancellation).ConfigureAwait(false);
        }
        else
        {
            await _nodes.PrepareAsync(waypoint, cancellation).ConfigureAwait(false);
            _nodes.UseCertificates();
            if (waypoint.Steps.Any(s => s.Id == StepTable.AclDeny))
            {
                await context.ActAsync("proof", waypoint.Name, null, null, () => new RolloutProof(context).RequireAsync(cancellation)).ConfigureAwait(false);
            }

            await PassAsync(waypoint, undo: false, cancellation).ConfigureAwait(false);
        }

        await context.ActAsync("gate", waypoint.Name, null, null, async () =>
        {
            await context.Gate.WholeAsync(waypoint.Name, "all nodes", cancellation).ConfigureAwait(false);
            await new WireGate(context).RequireAsync(waypoint, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        context.Note("done", "waypoint", waypoint.Name, null, null);
    }

    private async Task UndoAsync(RolloutWaypoint waypoint, CancellationToken cancellation)
    {
        if (!context.IsBegun("undo-waypoint", waypoint.Name))
        {
            context.Note("begin", "undo-waypoint", waypoint.Name, null, null);
        }

        Report($"Back from {waypoint.Name}");
        if (waypoint.IsApi)
        {
            if (waypoint.Steps.Any(s => s.Id is StepTable.AclTokens or StepTable.ServiceTokens))
            {
                await context.ActAsync("undo-call", waypoint.Name, null, null, () => new ApiWork(context).RemoveTokensAsync(cancellation)).ConfigureAwait(false);
            }
        }
        else
        {
            await PassAsync(waypoint, undo: true, cancellation).ConfigureAwait(false);
        }

        await context.ActAsync("undo-gate", waypoint.Name, null, null, () => context.Gate.WholeAsync(waypoint.Name, "all nodes", cancellation)).ConfigureAwait(false);
        context.Note("done", "undo-waypoint", waypoint.Name, null, null);
    }

    private async Task PassAsync(RolloutWaypoint waypoint, bool undo, CancellationToken cancellation)
    {
        if (waypoint.Steps.Any(s => s.Id == StepTable.AclAllow)
            && waypoint.Nodes.Any(n => context.Node(n.Node).Info.IsServer && n.Files.Any(f => f.Topic == "acl")))
        {
            // While some servers have ACLs and others have none, nobody knows a token.
            context.Access.UseToken(new System.Security.SecureString());
        }

        var pass = new RolloutPass(context, waypoint, undo)
        {
            NodeDone = node =>
            {
                _units++;
                Report($"{waypoint.Name}: {node} is done");
            },
        };
        try
        {
            await pass.RunAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach (KeyValuePair<string, int> restarts in pass.Restarts)
            {
                _restarts[restarts.Key] = (_restarts.TryGetValue(restarts.Key, out int before) ? before : 0) + restarts.Value;
            }
        }
    }

    // After a run that was broken off, what it had made already is used.
    private void UseWhatIsKnown()
    {
        _nodes.UseCertificates();
        if (context.Access.Token is not { Length: > 0 } && context.Vault.Find(VaultNames.Management) is { } token)
        {
            context.Access.UseToken(SecureText.Hide(token));
        }
    }

    private void Report(string status)
    {
        int all = Math.Max(1, context.Plan.Waypoints.Sum(w => w.Nodes.Count));
        int left = _units == 0 ? -1 : (int)(_clock.Elapsed.TotalSeconds / _units * Math.Max(0, all - _units));
        context.Log.Progress(new OperationProgress(Activity, status, Math.Min(100, _units * 100 / all), left));
    }

    private async Task<RolloutRecord> RecordAsync(bool complete, TimeSpan? longest, CancellationToken cancellation)
    {
        TimeSpan duration = _clock.Elapsed;
        IReadOnlyList<HardeningFinding> findings = context.Options.LookAfter ? await JudgeAsync(cancellation).ConfigureAwait(false) : [];
        context.Log.Progress(new OperationProgress(Activity, "Done", 100) { Completed = true });
        return new RolloutRecord
        {
            Datacenter = context.Plan.Datacenter,
            IsComplete = complete,
            ScoreBefore = context.Plan.ScoreBefore,
            ScoreAfter = findings.Count == 0 ? null : findings[0].Audit.Score,
            StillFailing = [.. findings.Where(f => f.Outcome == FindingOutcome.Fail).Select(f => f.Id).Distinct()],
            Waypoints = _done,
            Restarts = _restarts,
            Duration = duration,
            LongestUnavailability = longest,
            JournalPath = context.Journal.Path,
            VaultPath = context.Vault.Path,
        };
    }

    private async Task<IReadOnlyList<HardeningFinding>> JudgeAsync(CancellationToken cancellation)
    {
        FleetView view = await new FleetObserver(context.Nodes, context.Access, context.Log) { Now = context.Options.Now }.LookAsync(cancellation).ConfigureAwait(false);
        return Auditor.Judge(view.Snapshot, CheckCatalog.All.Where(c => c.Info.Level <= context.Plan.Level));
    }
}
