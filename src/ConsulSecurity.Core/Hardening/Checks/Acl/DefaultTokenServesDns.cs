using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-39: DNS SHALL have a token of its own, and the default token no use.</summary>
internal sealed class DefaultTokenServesDns() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-39",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 1,
        Since = new Version(1, 17),
        Title = "DNS SHALL have a token of its own, and the default token no use.",
        Why = "The default token is every caller's who brings none, by HTTP too; the one for DNS is not.",
        GivenUp = "Whoever reaches the HTTP API can do what was meant for DNS.",
        Remedy = "Set acl.tokens.dns, and take acl.tokens.default out.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What needs the default token? DNS can have acl.tokens.dns.")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting? said = node.Node.Configuration.Value!.Find("acl.tokens.default");
        bool isSaid = said is { IsDefault: false, Value: not null };
        return Judgement.Of(!isSaid, node.Name, "no acl.tokens.default; acl.tokens.dns for DNS", isSaid ? "acl.tokens.default is set" : "acl.tokens.default is not set", said?.Location);
    }
}
