using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-07: Consul Enterprise SHALL keep an audit log.</summary>
internal sealed class NothingIsAudited() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-07",
        Area = CheckArea.Operations,
        Severity = Severity.Medium,
        Level = 2,
        Title = "Consul Enterprise SHALL keep an audit log.",
        Why = "It tells who did what.",
        GivenUp = "Nobody can say afterwards who changed what.",
        Remedy = "Set audit.enabled = true with a sink.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Where does the audit log go?")];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Node.Version is not { } version)
        {
            return Judgement.Unknown(node.Name, "agent:read, to see the version and edition");
        }

        if (!version.Contains("ent"))
        {
            return Judgement.NotApplicable(node.Name, "only Consul Enterprise has an audit log");
        }

        return node.Node.Configuration.IsKnown
            ? Judgement.Of(node.IsTrue("audit.enabled") == true, node.Name, "audit.enabled = true", node.Find("audit.enabled")?.Text ?? "audit.enabled is not set", node.Find("audit.enabled")?.Location)
            : Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
    }
}
