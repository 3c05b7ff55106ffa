using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-19: A rule for a beginning of names SHALL NOT let one register several of the services there are.</summary>
internal sealed class PrefixCoversOtherServices() : EvidenceCheck<AclRights>(
    new HardeningCheckInfo
    {
        Id = "ACL-19",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "A rule for a beginning of names SHALL NOT let one register several of the services there are.",
        Why = "Since Consul 1.4 rules can name one service exactly.",
        GivenUp = "What may register one of them can pose as the others.",
        Remedy = "Name the service exactly: service \"web\" instead of service_prefix \"web\".",
        Needs = "acl:read, service_prefix \"\" read, node_prefix \"\" read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    }, AclRights.Of)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> Judge(AclRights seen, ClusterSnapshot snapshot)
    {
        if (!snapshot.Services.IsKnown)
        {
            return [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Services))];
        }

        var names = new SortedNames(snapshot.Services.Value!.Select(service => ServiceReach.BaseOf(service.Name)));
        return Offenders.Judge(
            from policy in snapshot.Policies.Value!
            where policy.Id != AclPolicy.GlobalManagementId
            from grant in seen.Grants(policy)
            where grant is { IsPrefix: true, Segment.Length: > 0, Access: AclAccess.Write } && grant.Resource == AclResource.Service
            let covered = names.Below(grant.Segment).Take(4).ToList()
            where covered.Count > 1
            select (policy, grant, covered),
            "one service a rule",
            found => $"policy {found.policy.Name}",
            found => $"service_prefix \"{found.grant.Segment}\" write covers {Offenders.List(found.covered, 3)}");
    }
}
