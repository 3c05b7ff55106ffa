using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-16: Every service SHALL have a token for itself alone.</summary>
internal sealed class ServiceHasNoTokenOfItsOwn() : RightsCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-16",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "Every service SHALL have a token for itself alone.",
        Why = "A service's identity in the mesh is what its token lets it register.",
        GivenUp = "What registers that service may register others too, and get certificates in their names.",
        Remedy = "New-ConsulServiceToken for the service, and register it with that one.",
        Needs = "acl:read, service_prefix \"\" read, node_prefix \"\" read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> JudgeRights(AclRights rights, ClusterSnapshot snapshot)
    {
        if (!snapshot.Services.IsKnown)
        {
            return [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Services))];
        }

        var own = new HashSet<string>(rights.Tokens.Select(token => token.Services.Own).OfType<string>());
        List<string> services = [.. snapshot.Services.Value!.Select(service => ServiceReach.BaseOf(service.Name)).Distinct()];
        return Offenders.Judge(
            services.Where(service => !own.Contains(service)),
            "a token that registers it and no other",
            service => $"service {service}",
            _ => "no such token",
            none: $"{services.Count} services, each with one");
    }
}
