using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-18: No policy but those for management SHALL let one write every service (service_prefix "" write).</summary>
internal sealed class PolicyRegistersEverything() : EvidenceCheck<AclRights>(
    new HardeningCheckInfo
    {
        Id = "ACL-18",
        Area = CheckArea.Acl,
        Severity = Severity.Critical,
        Level = 1,
        Title = "No policy but those for management SHALL let one write every service (service_prefix \"\" write).",
        Why = "It is the right to be any service.",
        GivenUp = "Whoever has a token with it can pose as any service of the mesh.",
        Remedy = "Take the rule out, and give each service a service identity.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    }, AclRights.Of)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> Judge(AclRights seen, ClusterSnapshot snapshot) => Offenders.Judge(
        snapshot.Policies.Value!.Where(policy => policy.Id != AclPolicy.GlobalManagementId && seen.Grants(policy).Any(IsForAll)),
        "no service_prefix \"\" write",
        policy => $"policy {policy.Name}",
        _ => "service_prefix \"\" write",
        none: $"{snapshot.Policies.Value!.Count} policies, none with it");

    private static bool IsForAll(AclGrant grant) =>
        grant is { IsPrefix: true, Segment.Length: 0, Access: AclAccess.Write } && grant.Resource == AclResource.Service;
}
