using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Gossip;

/// <summary>
/// Rotates the gossip key: install it, wait until every node of every ring has it, use it, wait until every node sends with it,
/// and only then remove all others. Everything it needs to know is in the keyring, so a run that was cut off anywhere is
/// finished by the next one, with the same key or with a new one.
/// </summary>
internal sealed class GossipKeyRotator(IKeyringApi keyring, IGossipReach reach, IOperationLog log)
{
    private const string Activity = "Rotating the gossip key";

    private bool _warned;

    /// <summary>How long every node of every ring may take to follow a step.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause between two looks at the keyring.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Goes on where members have failed; they stay outside until they get the new key by hand.</summary>
    public bool IgnoreFailedMembers { get; init; }

    /// <summary>Called when a step has been done, with its name; what it throws ends the rotation there.</summary>
    public Action<string>? AfterStep { get; init; }

    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <exception cref="ConsulSecurityException">
    /// <c>GossipNotEncrypted</c>, <c>GossipMemberFailed</c>, <c>GossipDatacenterUnreachable</c>, <c>GossipKeyNotFollowed</c>, or what Consul
    /// answered. Until the very end the old key goes on working.
    /// </exception>
    public async Task<GossipKeyRotation> RotateAsync(GossipKey key, CancellationToken cancellation)
    {
        var duration = Stopwatch.StartNew();
        IReadOnlyList<GossipRing> rings = await CheckAsync(cancellation).ConfigureAwait(false);
        string[] names = [.. rings.Select(r => r.Name)];
        Done("check");

        log.Verbose($"Installing {key} on {string.Join(", ", names)}.");
        await keyring.InstallAsync(key, cancellation).ConfigureAwait(false);
        Done("install");
        await FollowAsync(names, key, "have", r => r.HasEverywhere(key), r => r.Keys, 10, cancellation).ConfigureAwait(false);
        Done("installed");

        log.Verbose($"Making {key} the primary one.");
        await keyring.UseAsync(key, cancellation).ConfigureAwait(false);
        Done("use");
        rings = await FollowAsync(names, key, "send with", r => r.UsesEverywhere(key), r => r.PrimaryKeys ?? r.Keys, 50, cancellation).ConfigureAwait(false);
        Done("used");

        List<string> removed = await RemoveOthersAsync(names, key, rings, cancellation).ConfigureAwait(false);
        log.Progress(new OperationProgress(Activity, "Done", 100) { Completed = true });
        return new GossipKeyRotation { Key = key, Rings = names, Removed = removed, Duration = duration.Elapsed };
    }

    private async Task<IReadOnlyList<GossipRing>> CheckAsync(CancellationToken cancellation)
    {
        log.Progress(new OperationProgress(Activity, "Looking at rings and members", 0));

        // Consul names failed members only in passing, so they are looked for before it is asked for the rings.
        await CheckReachAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<GossipRing> rings = await keyring.ListAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<string> silent = await reach.DatacentersWithoutAnswerAsync(rings, cancellation).ConfigureAwait(false);
        return silent.Count == 0 ? rings : throw GossipErrors.DatacenterUnreachable(silent);
    }

    private async Task CheckReachAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> lost = await reach.UnreachableDatacentersAsync(cancellation).ConfigureAwait(false);
        if (lost.Count > 0)
        {
            throw GossipErrors.DatacenterUnreachable(lost);
        }

        IReadOnlyList<string> failed = await reach.FailedMembersAsync(cancellation).ConfigureAwait(false);
        if (failed.Count == 0)
        {
            return;
        }

        if (!IgnoreFailedMembers)
        {
            throw GossipErrors.MemberFailed(failed);
        }

        if (!_warned)
        {
            _warned = true;
            log.Warning($"The failed members {string.Join(", ", failed)} do not get the new key: "
                + "give it to them in their configuration before they start again.");
        }
    }

    private async Task<List<string>> RemoveOthersAsync(
        string[] names, GossipKey key, IReadOnlyList<GossipRing> rings, CancellationToken cancellation)
    {
        // Whoever has gone since the beginning would come back with the old key only.
        await CheckReachAsync(cancellation).ConfigureAwait(false);
        var removed = new List<string>();
        foreach (GossipKey old in rings.SelectMany(r => r.Keys.Keys).Distinct().Where(k => !k.Equals(key)).ToList())
        {
            log.Verbose($"Removing {old}.");
            await keyring.RemoveAsync(old, cancellation).ConfigureAwait(false);
            removed.Add(old.Fingerprint);
            Done("remove");
        }

        await FollowAsync(names, key, "have only", r => r.Keys.Count == 1, r => r.Keys, 90, cancellation).ConfigureAwait(false);
        Done("removed");
        return removed;
    }

    /// <summary>Waits until every ring that was there at the beginning is there and has followed.</summary>
    private async Task<IReadOnlyList<GossipRing>> FollowAsync(
        string[] names,
        GossipKey key,
        string what,
        Func<GossipRing, bool> hasFollowed,
        Func<GossipRing, IReadOnlyDictionary<GossipKey, int>> counts,
        int percent,
        CancellationToken cancellation)
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += PollInterval)
        {
            IReadOnlyList<GossipRing> rings = [];
            string[] behind;
            try
            {
                rings = await keyring.ListAsync(cancellation).ConfigureAwait(false);
                behind =
                [
                    .. names.Except(rings.Select(r => r.Name)).Select(n => n + " (does not answer)"),
                    .. rings.Where(r => !hasFollowed(r)).Select(r => $"{r.Name} ({GossipRing.Count(counts(r), key)} of {r.NodeCount} nodes)"),
                ];
            }
            catch (ConsulSecurityException e)
            {
                // A member or a datacenter went away: named if it is known already, else waited for.
                await CheckReachAsync(cancellation).ConfigureAwait(false);
                behind = [e.Message];
            }

            if (behind.Length == 0)
            {
                return rings;
            }

            if (waited >= Timeout)
            {
                throw GossipErrors.KeyNotFollowed(key, what, behind, Timeout);
            }

            log.Progress(new OperationProgress(Activity, $"Waiting until all nodes {what} the new key: {string.Join(", ", behind)}", percent));
            await Delay(PollInterval, cancellation).ConfigureAwait(false);
        }
    }

    private void Done(string step) => AfterStep?.Invoke(step);
}
