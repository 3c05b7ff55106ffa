using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-31: Where no cluster is peered with, peering SHALL be off.</summary>
internal sealed class PeeringIsOnWithoutUse() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-31",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 13),
        Title = "Where no cluster is peered with, peering SHALL be off.",
        Why = "Whoever may write peerings can let another cluster in with one token.",
        GivenUp = "Another cluster can be let in, and its services with it.",
        Remedy = "Set peering.enabled = false on every server.",
        Needs = "agent:read or the configuration (-Path), and peering:read",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("peering.enabled", false, NodeRole.Server)];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.Select(node => Judge(new NodeView(node), snapshot.Peerings));

    private Judgement Judge(NodeView node, Evidence<int> peerings)
    {
        if (node.Node.IsServer == false || (SnapshotTaker.ParseVersion(node.Node.Version) is { } version && version < Info.Since))
        {
            return Judgement.NotApplicable(node.Name, node.Node.IsServer == false ? "it is a client" : $"Consul {node.Node.Version} does not have it");
        }

        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        bool isOff = node.IsTrue("peering.enabled") == false;
        return isOff ? Judgement.Of(true, node.Name, "peering.enabled = false", node.Find("peering.enabled")!.Text, node.Find("peering.enabled")!.Location)
            : !peerings.IsKnown ? Judgement.Unknown(node.Name, AgentView.Missing(peerings))
            : Judgement.Of(peerings.Value > 0, node.Name, "peering.enabled = false, or a peering", "peering is on, and there is none", node.Find("peering.enabled")?.Location);
    }
}
