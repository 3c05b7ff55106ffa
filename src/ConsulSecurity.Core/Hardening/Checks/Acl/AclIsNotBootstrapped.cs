using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-05: The ACL system SHALL be bootstrapped.</summary>
internal sealed class AclIsNotBootstrapped() : EvidenceCheck<IReadOnlyList<AclToken>>(
    new HardeningCheckInfo
    {
        Id = "ACL-05",
        Area = CheckArea.Acl,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The ACL system SHALL be bootstrapped.",
        Why = "The first token that may do everything is given to whoever asks first.",
        GivenUp = "Whoever asks first may do everything.",
        Remedy = "Initialize-ConsulAcl, and keep the token where nobody works with it.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    }, snapshot => snapshot.Tokens)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Acl)];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclToken> seen, ClusterSnapshot snapshot)
    {
        // Only somebody whom the first token let in can have made another.
        int made = seen.Count(token => token.AccessorId != AclToken.AnonymousId);
        yield return Judgement.Of(made > 0, Offenders.Cluster, "a token besides the anonymous one", $"{made}");
    }
}
