using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-18: ports.serf_wan SHALL be -1 where there is one datacenter.</summary>
internal sealed class WanGossipIsOpenForNobody() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-18",
        Area = CheckArea.Gossip,
        Severity = Severity.Low,
        Level = 2,
        Title = "ports.serf_wan SHALL be -1 where there is one datacenter.",
        Why = "A port that nobody needs is one more to guard.",
        GivenUp = "Whoever reaches port 8302 has one more protocol to try.",
        Remedy = "Set ports.serf_wan = -1 on servers.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("ports.serf_wan", -1L, NodeRole.Server)];

    private static readonly string[] s_joins = ["retry_join_wan", "start_join_wan"];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Number("ports.serf_wan") is not { } port)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        bool joins = s_joins.Any(name => node.List(name) is { Count: > 0 }) || node.Cluster.Datacenters.Value is { Count: > 1 };
        return port <= 0 ? Judgement.Of(true, node.Name, "-1", node.Find("ports.serf_wan")!.Text)
            : joins ? Judgement.NotApplicable(node.Name, "there are several datacenters")
            : node.Cluster.Datacenters.IsKnown ? Judgement.Of(false, node.Name, "-1", node.Find("ports.serf_wan")!.Text, node.Find("ports.serf_wan")!.Location)
            : Judgement.Unknown(node.Name, "a connection (-Connection), to see whether there are other datacenters");
    }
}
