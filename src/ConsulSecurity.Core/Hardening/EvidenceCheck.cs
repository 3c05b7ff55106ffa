using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening;

/// <summary>A check of one part of what was seen of the cluster.</summary>
/// <typeparam name="T">What is judged.</typeparam>
/// <param name="info">What it asks for.</param>
/// <param name="part">Where the snapshot has it.</param>
internal abstract class EvidenceCheck<T>(HardeningCheckInfo info, Func<ClusterSnapshot, Evidence<T>> part) : HardeningCheck(info)
{
    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (Info.Since is { } since && Versions.AreAllBefore(snapshot, since))
        {
            return [Judgement.NotApplicable(Offenders.Cluster, $"Consul {snapshot.Nodes[0].Version} does not have it")];
        }

        Evidence<T> evidence = part(snapshot);
        return evidence.State switch
        {
            EvidenceState.Known => Judge(evidence.Value!, snapshot),
            EvidenceState.NotConfigured => [Judgement.NotApplicable(Offenders.Cluster, evidence.Reason)],
            _ => [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(evidence))],
        };
    }

    protected abstract IEnumerable<Judgement> Judge(T seen, ClusterSnapshot snapshot);
}

/// <summary>What the versions of the nodes say of a rule that came with one.</summary>
internal static class Versions
{
    /// <summary>Whether every node is known to be older; false where a version was not seen.</summary>
    public static bool AreAllBefore(ClusterSnapshot snapshot, Version since) => snapshot.Nodes.Count > 0
        && snapshot.Nodes.All(node => SnapshotTaker.ParseVersion(node.Version) is { } version && version < since);
}
