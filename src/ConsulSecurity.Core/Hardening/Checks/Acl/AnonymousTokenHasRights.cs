using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-07: The anonymous token SHALL have no policy or role.</summary>
internal sealed class AnonymousTokenHasRights() : EvidenceCheck<IReadOnlyList<AclToken>>(new HardeningCheckInfo
{
    Id = "ACL-07",
    Area = CheckArea.Acl,
    Severity = Severity.Critical,
    Level = 1,
    Title = "The anonymous token SHALL have no policy or role.",
    Why = "Its rights are everybody's.",
    GivenUp = "Whoever reaches the API may do what those policies allow.",
    Remedy = "Set-ConsulAclToken on accessor 00000000-0000-0000-0000-000000000002 without policies; give DNS a token of its own.",
    Needs = "acl:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
}, snapshot => snapshot.Tokens)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What does somebody without a token need, and can DNS have a token of its own?")];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclToken> seen, ClusterSnapshot snapshot)
    {
        AclToken? anonymous = seen.FirstOrDefault(token => token.AccessorId == AclToken.AnonymousId);
        string[] rights = anonymous is null ? [] : [.. TokenView.Rights(anonymous)];
        yield return Judgement.Of(rights.Length == 0, "anonymous token", "no policy, role or identity", rights.Length == 0 ? "none" : Offenders.List(rights));
    }
}
