using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-20: Every instance of a service SHALL have a token of its own.</summary>
internal sealed class InstancesShareAToken() : EvidenceCheck<AclRights>(
    new HardeningCheckInfo
    {
        Id = "ACL-20",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 2,
        Title = "Every instance of a service SHALL have a token of its own.",
        Why = "One host can then be shut out of the mesh alone.",
        GivenUp = "A token stolen from one host cannot be taken back without stopping the service everywhere.",
        Remedy = "New-ConsulServiceToken -PerInstance.",
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

        Dictionary<string, int> tokens = seen.Tokens.Select(token => token.Services.Own).OfType<string>().GroupBy(name => name).ToDictionary(same => same.Key, same => same.Count());
        return Offenders.Judge(
            from service in snapshot.Services.Value!.Where(service => service.Kind.Length == 0).GroupBy(service => service.Name)
            let instances = service.Count()
            let own = tokens.TryGetValue(service.Key, out int count) ? count : 0
            where instances > 1 && own < instances
            select (Name: service.Key, instances, own),
            "as many tokens as instances",
            service => $"service {service.Name}",
            service => $"{service.instances} instances, {service.own} tokens of its own");
    }
}
