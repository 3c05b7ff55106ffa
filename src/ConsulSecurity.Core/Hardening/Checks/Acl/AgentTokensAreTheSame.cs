using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-11: The tokens of an agent's configuration SHALL all differ.</summary>
internal sealed class AgentTokensAreTheSame() : TokenUseCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-11",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "The tokens of an agent's configuration SHALL all differ.",
        Why = "One token for several purposes has the rights of all of them, and the agent mixes them up.",
        GivenUp = "Whoever gets the token of one purpose has the rights of the others too.",
        Remedy = "Give each of acl.tokens a token of its own.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files", "https://github.com/hashicorp/consul/pull/20711"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.AgentTokens)];

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<TokenUseEvidence> uses, ClusterSnapshot snapshot)
    {
        IGrouping<string, TokenUseEvidence>? same = uses.Where(TokenUses.IsSetting).GroupBy(use => use.Label)
            .FirstOrDefault(group => group.Select(use => use.Where).Distinct().Skip(1).Any());
        yield return Judgement.Of(
            same is null, node.Name, "a token for each purpose", same is null ? "none twice" : $"the same: {string.Join(", ", same.Select(use => use.Where).Distinct())}", same?.Last().Location);
    }
}
