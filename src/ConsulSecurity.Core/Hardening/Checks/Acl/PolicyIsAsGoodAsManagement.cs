using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-23: No policy but those for management SHALL let one write ACLs, operators' settings or the gossip keyring.</summary>
internal sealed class PolicyIsAsGoodAsManagement() : EvidenceCheck<AclRights>(
    new HardeningCheckInfo
    {
        Id = "ACL-23",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "No policy but those for management SHALL let one write ACLs, operators' settings or the gossip keyring.",
        Why = "Each of them is a way to everything.",
        GivenUp = "Whoever has a token with it can give himself every other right, or the keys of the gossip.",
        Remedy = "Take acl, operator and keyring write out of the policy; where it is really needed, approve it with a waiver.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    }, AclRights.Of)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which of these policies are really needed, and who holds tokens with them?")];

    private static readonly AclResource[] s_resources = [AclResource.Acl, AclResource.Operator, AclResource.Keyring];

    protected override IEnumerable<Judgement> Judge(AclRights seen, ClusterSnapshot snapshot) => Offenders.Judge(
        from policy in snapshot.Policies.Value!
        where policy.Id != AclPolicy.GlobalManagementId
        let powers = seen.Grants(policy).Where(grant => grant.Access == AclAccess.Write && s_resources.Contains(grant.Resource)).Select(grant => $"{grant.Resource.Name} write").ToList()
        where powers.Count > 0
        select (policy, powers),
        "no acl, operator or keyring write",
        found => $"policy {found.policy.Name}",
        found => Offenders.List(found.powers),
        none: $"{snapshot.Policies.Value!.Count} policies, none with it");
}
