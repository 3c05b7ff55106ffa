using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-28: Every token SHALL have a description and rights.</summary>
internal sealed class TokenDoesNothing() : EvidenceCheck<IReadOnlyList<AclToken>>(new HardeningCheckInfo
{
    Id = "ACL-28",
    Area = CheckArea.Acl,
    Severity = Severity.Low,
    Level = 1,
    Title = "Every token SHALL have a description and rights.",
    Why = "Nobody knows what the others are for.",
    GivenUp = "Tokens that nobody misses are tokens that nobody watches.",
    Remedy = "Describe it, or Remove-ConsulAclToken.",
    Needs = "acl:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
}, snapshot => snapshot.Tokens)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What are these tokens for? Those that nobody needs can be removed.")];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclToken> seen, ClusterSnapshot snapshot) => Offenders.Judge(
        seen.Where(token => token.AccessorId != AclToken.AnonymousId && (token.Description.Length == 0 || !TokenView.Rights(token).Any())),
        "a description and rights",
        TokenView.Subject,
        token => TokenView.Rights(token).Any() ? "no description" : "no rights");
}
