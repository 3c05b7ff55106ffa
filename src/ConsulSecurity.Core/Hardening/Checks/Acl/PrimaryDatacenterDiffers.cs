using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-06: Where there are several datacenters, every agent SHALL name the same primary one.</summary>
internal sealed class PrimaryDatacenterDiffers() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-06",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Where there are several datacenters, every agent SHALL name the same primary one.",
        Why = "Policies, roles and tokens come from there.",
        GivenUp = "Tokens and policies of one datacenter are unknown in another, or are kept twice and drift apart.",
        Remedy = "Set primary_datacenter to the same datacenter on every agent.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which datacenter do policies and tokens come from (primary_datacenter)?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (snapshot.Datacenters.Value is { Count: 1 })
        {
            return [Judgement.NotApplicable(Offenders.Cluster, "there is one datacenter")];
        }

        List<NodeView> nodes = [.. snapshot.Nodes.Select(node => new NodeView(node))];
        string? primary = nodes.Select(Primary).FirstOrDefault(name => name is { Length: > 0 });
        return nodes.Select(node => !node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown ? Judgement.Unknown(node.Name, node.WhatIsMissing)
            : !snapshot.Datacenters.IsKnown ? Judgement.Unknown(node.Name, AgentView.Missing(snapshot.Datacenters))
            : Judgement.Of(
                Primary(node) is { Length: > 0 } own && own == primary && snapshot.Datacenters.Value!.Contains(own),
                node.Name,
                primary is null ? "a primary datacenter" : $"primary_datacenter = \"{primary}\"",
                node.Find("primary_datacenter")?.Text ?? "primary_datacenter is not set",
                node.Find("primary_datacenter")?.Location));
    }

    private static string? Primary(NodeView node) => node.Text("primary_datacenter");
}
