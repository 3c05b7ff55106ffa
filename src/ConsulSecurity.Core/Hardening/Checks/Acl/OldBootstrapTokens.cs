using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-22: There SHALL be one bootstrap token at most.</summary>
internal sealed class OldBootstrapTokens() : EvidenceCheck<IReadOnlyList<AclToken>>(new HardeningCheckInfo
{
    Id = "ACL-22",
    Area = CheckArea.Acl,
    Severity = Severity.High,
    Level = 1,
    Title = "There SHALL be one bootstrap token at most.",
    Why = "After a reset the old one goes on working.",
    GivenUp = "Whoever has the lost token may still do everything.",
    Remedy = "Remove-ConsulAclToken for the accessors of the older ones.",
    Needs = "acl:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
}, snapshot => snapshot.Tokens)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which bootstrap token is the one that is kept?")];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclToken> seen, ClusterSnapshot snapshot)
    {
        int count = seen.Count(token => token.Description == TokenView.Bootstrap);
        yield return Judgement.Of(count <= 1, Offenders.Cluster, "at most 1", $"{count}");
    }
}
