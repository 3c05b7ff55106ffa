using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-17: A token that registers a service SHALL register that one alone.</summary>
internal sealed class TokenIsSeveralServices() : RightsCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-17",
        Area = CheckArea.Acl,
        Severity = Severity.Critical,
        Level = 1,
        Title = "A token that registers a service SHALL register that one alone.",
        Why = "The mesh believes a service to be what its token lets it register.",
        GivenUp = "Whoever has the token can pose as each of those services, with a certificate in its name.",
        Remedy = "Give each service a token with a service identity: New-ConsulServiceToken.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> JudgeRights(AclRights rights, ClusterSnapshot snapshot) => Offenders.Judge(
        rights.Tokens.Where(token => !token.IsManagement && !token.Services.IsEmpty && token.Services.Own is null),
        "service:write on exactly one service, and its sidecar",
        token => token.Name,
        token => token.Services.ToString(),
        none: $"{rights.Tokens.Count(token => token.Services.Own is not null)} tokens of one service each");
}
