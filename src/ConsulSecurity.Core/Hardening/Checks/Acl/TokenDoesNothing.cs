using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-28: Every token SHALL have a description and rights.</summary>
internal sealed class TokenDoesNothing() : HardeningCheck(new HardeningCheckInfo
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
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Tokens.IsKnown)
        {
            yield return TokenView.Missing(snapshot);
            yield break;
        }

        foreach (TokenEvidence token in snapshot.Tokens.Value!.Where(token => token.AccessorId != TokenView.Anonymous))
        {
            bool rights = token.Policies.Count + token.Roles.Count + token.Services.Count + token.Nodes.Count > 0;
            yield return Judgement.Of(
                rights && token.Description.Length > 0, $"token {token.AccessorId}", "a description and rights",
                rights ? token.Description.Length > 0 ? "both" : "no description" : "no rights");
        }
    }
}
