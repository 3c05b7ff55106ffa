using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-13: Every agent SHALL have an agent token.</summary>
internal sealed class AgentTokenIsMissing() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-13",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "Every agent SHALL have an agent token.",
        Why = "Without one an agent cannot keep its own node up to date under default deny.",
        GivenUp = "Nodes and their services drop out of the catalog.",
        Remedy = "Set acl.tokens.agent, or Set-ConsulAgentToken with token persistence.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.AgentTokens)];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        if (node.Node.Configuration.Value!.Find("acl.enabled")?.Value is not true)
        {
            return Judgement.NotApplicable(node.Name, "ACLs are off");
        }

        bool said = node.Node.Configuration.Value!.Find("acl.tokens.agent") is { IsDefault: false, Value: not null };
        bool inData = node.Node.KeptTokens.Value?.Any(use => use.Where == "kept acl.tokens.agent") == true;
        bool kept = node.Node.Configuration.Value!.Find("acl.enable_token_persistence")?.Value is true;
        return said ? Judgement.Of(true, node.Name, "a token", "acl.tokens.agent is set")
            : inData ? Judgement.Of(true, node.Name, "a token", "it is kept in the data folder")
            : kept && !node.Node.KeptTokens.IsKnown ? Judgement.Unknown(node.Name, "the data folder's acl-tokens.json") : Judgement.Of(false, node.Name, "a token", "acl.tokens.agent is not set");
    }
}
