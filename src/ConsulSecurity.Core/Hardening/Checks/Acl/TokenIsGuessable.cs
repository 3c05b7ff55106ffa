using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-12: Every token SHALL be a random UUID.</summary>
internal sealed class TokenIsGuessable() : TokenUseCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-12",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Every token SHALL be a random UUID.",
        Why = "Consul takes any text for a token that is set in a file, and one that a person made up can be guessed.",
        GivenUp = "Whoever guesses it has its rights.",
        Remedy = "Make tokens by New-ConsulAclToken, and put those in place of the ones made up.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.AgentTokens)];

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<TokenUseEvidence> uses, ClusterSnapshot snapshot) => Offenders.Judge(
        uses.Where(use => !use.IsRandomUuid),
        "a random UUID",
        use => $"{use.Where} on {node.Name}",
        _ => "not one that a random generator makes",
        use => use.Location,
        $"{uses.Count} tokens, all of that form",
        node.Name);
}
