using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-24: A service's token SHALL NOT write intentions for other services.</summary>
internal sealed class ServiceWritesOthersIntentions() : RightsCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-24",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "A service's token SHALL NOT write intentions for other services.",
        Why = "Intentions decide who may talk to a service; its owner decides, no other.",
        GivenUp = "Whoever has the token can open other services to his own.",
        Remedy = "Take intentions = \"write\" out of the rules for other services, and out of those for beginnings of names.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> JudgeRights(AclRights rights, ClusterSnapshot snapshot) => Offenders.Judge(
        from token in rights.Tokens
        where !token.IsManagement && !token.Services.IsEmpty
        let others = token.Grants.Where(grant => grant.Resource == AclResource.Service && grant.Intentions == AclAccess.Write && !IsOwn(grant, token.Services.Own)).ToList()
        where others.Count > 0
        select (token, others),
        "intentions write on its own service at most",
        found => found.token.Name,
        found => Offenders.List([.. found.others.Select(grant => grant.ToRule().ToString())], 4));

    private static bool IsOwn(AclGrant grant, string? own) => !grant.IsPrefix && own is not null && ServiceReach.BaseOf(grant.Segment) == own;
}
