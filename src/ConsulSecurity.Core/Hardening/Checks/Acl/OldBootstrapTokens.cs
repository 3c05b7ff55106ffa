using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-22: There SHALL be one bootstrap token at most.</summary>
internal sealed class OldBootstrapTokens() : HardeningCheck(new HardeningCheckInfo
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
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Tokens.IsKnown)
        {
            yield return TokenView.Missing(snapshot);
            yield break;
        }

        TokenEvidence[] tokens = [.. snapshot.Tokens.Value!.Where(token => token.Description == "Bootstrap Token (Global Management)")];
        yield return Judgement.Of(tokens.Length <= 1, "cluster", "at most 1", $"{tokens.Length}");
    }
}
