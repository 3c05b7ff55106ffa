using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-10: The agent recovery token SHALL be unset, or be no other token.</summary>
internal sealed class RecoveryTokenIsShared() : TokenUseCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-10",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The agent recovery token SHALL be unset, or be no other token.",
        Why = "It works on its agent even where the token of the same secret is denied elsewhere, and shadows that token.",
        GivenUp = "Whoever has it keeps the agent, whatever is taken from the token in the cluster.",
        Remedy = "Take acl.tokens.agent_recovery (agent_master before 1.11) out, or give it a secret of its own.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files", "https://github.com/hashicorp/consul/pull/20711"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Is an agent recovery token needed? Then it needs a secret of its own.")];

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<TokenUseEvidence> uses, ClusterSnapshot snapshot)
    {
        TokenUseEvidence? recovery = uses.LastOrDefault(use => TokenUses.Recovery.Contains(use.Where));
        TokenUseEvidence? twin = recovery is null ? null : uses.FirstOrDefault(use => use.Label == recovery.Label && !TokenUses.Recovery.Contains(use.Where));
        yield return Judgement.Of(
            twin is null, node.Name, "unset, or a secret of its own", twin is null ? recovery is null ? "not set" : "a secret of its own" : $"the same as {twin.Where}", recovery?.Location);
    }
}
