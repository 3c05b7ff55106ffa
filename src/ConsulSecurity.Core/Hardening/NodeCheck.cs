using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check that judges node by node.</summary>
internal abstract class NodeCheck(HardeningCheckInfo info, NodeRole role = NodeRole.Any) : HardeningCheck(info)
{
    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.Select(node => JudgeInRole(node, snapshot));

    protected abstract Judgement Judge(NodeView node);

    private Judgement JudgeInRole(NodeSnapshot snapshot, ClusterSnapshot cluster)
    {
        var node = new NodeView(snapshot) { Cluster = cluster };
        bool? isInRole = role == NodeRole.Any ? true : snapshot.IsServer == (role == NodeRole.Server);
        if (role != NodeRole.Any && snapshot.IsServer is null)
        {
            // Not asked and not read: whatever the probes show is shown by checks about probes.
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        if (isInRole == false)
        {
            return Judgement.NotApplicable(node.Name, role == NodeRole.Server ? "it is a client" : "it is a server");
        }

        return Info.Since is { } since && node.Versions.Any(version => version < since)
            ? Judgement.NotApplicable(node.Name, $"Consul {node.Versions.Min()} does not have it")
            : Judge(node);
    }
}
