using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-25: A service's token SHALL NOT write all keys, agents or nodes.</summary>
internal sealed class ServiceWritesEverything() : RightsCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-25",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "A service's token SHALL NOT write all keys, agents or nodes.",
        Why = "A service needs its own keys, and no node.",
        GivenUp = "Whoever breaks into the service can change what every other reads, or take its node's place.",
        Remedy = "Name what the service needs: key_prefix \"web/\" instead of key_prefix \"\".",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    private static readonly string[] s_resources = ["key", "agent", "node"];

    protected override IEnumerable<Judgement> JudgeRights(AclRights rights, ClusterSnapshot snapshot) => Offenders.Judge(
        from token in rights.Tokens
        where !token.IsManagement && !token.Services.IsEmpty
        let all = token.Grants.Where(grant => grant is { IsPrefix: true, Segment.Length: 0, Access: AclAccess.Write } && s_resources.Contains(grant.Resource.Name)).ToList()
        where all.Count > 0
        select (token, all),
        "no write on every key, agent or node",
        found => found.token.Name,
        found => Offenders.List([.. found.all.Select(grant => $"{grant.Resource.Name}_prefix \"\" write")]));
}
