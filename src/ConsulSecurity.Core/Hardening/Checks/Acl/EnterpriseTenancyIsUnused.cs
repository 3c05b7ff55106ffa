using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-44: In Consul Enterprise, tenants SHALL be kept apart by partitions or namespaces.</summary>
internal sealed class EnterpriseTenancyIsUnused() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-44",
        Area = CheckArea.Acl,
        Severity = Severity.Info,
        Level = 2,
        Title = "In Consul Enterprise, tenants SHALL be kept apart by partitions or namespaces.",
        Why = "Policies then end where a tenant ends.",
        GivenUp = "A wide rule of one tenant reaches the others.",
        Remedy = "Set partition, or write policies per namespace.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/enterprise/admin-partitions"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which tenants share this cluster?")];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Node.Version is null)
        {
            return Judgement.Unknown(node.Name, "the version: a connection to the agent (-Connection)");
        }

        if (!node.Node.Version.Contains("+ent"))
        {
            return Judgement.NotApplicable(node.Name, $"Consul {node.Node.Version} is not Enterprise");
        }

        return node.Text("partition") is { Length: > 0 } partition
            ? Judgement.Of(true, node.Name, "a partition", partition)
            : Judgement.Unknown(node.Name, "namespaces of the policies: look at them with Get-ConsulAclPolicy");
    }
}
