using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-31: There SHALL be no token of the ACL system before Consul 1.4.</summary>
internal sealed class LegacyTokens() : EvidenceCheck<IReadOnlyList<AclToken>>(
    new HardeningCheckInfo
    {
        Id = "ACL-31",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "There SHALL be no token of the ACL system before Consul 1.4.",
        Why = "Consul 1.11 does not know them any more, and before it /v1/acl/list tells their secrets.",
        GivenUp = "Whoever may list tokens gets the secrets of those, and they stop working with the upgrade.",
        Remedy = "Give their users new tokens, and remove them.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    }, snapshot => snapshot.Tokens)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What are the old tokens used for, and what takes their place?")];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclToken> seen, ClusterSnapshot snapshot) => Offenders.Judge(
        seen.Where(token => token.IsLegacy), "none with rules of its own", TokenView.Subject, _ => "rules of its own, as before 1.4", none: $"{seen.Count} tokens, none of them");
}
