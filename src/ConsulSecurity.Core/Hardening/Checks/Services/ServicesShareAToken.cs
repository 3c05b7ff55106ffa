using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-03: No two services in configuration files SHALL have the same token.</summary>
internal sealed class ServicesShareAToken() : DefinitionsCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-03",
        Area = CheckArea.Service,
        Severity = Severity.High,
        Level = 1,
        Title = "No two services in configuration files SHALL have the same token.",
        Why = "A service's identity in the mesh is what its token lets it register.",
        GivenUp = "Each of them can pose as the other.",
        Remedy = "New-ConsulServiceToken for each of them.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<ServiceDefinitionEvidence> definitions, ClusterSnapshot snapshot) => Offenders.Judge(
        from same in definitions.Where(service => service.TokenLabel is not null).GroupBy(service => service.TokenLabel)
        let names = same.Select(service => ServiceReach.BaseOf(service.Proxy?.Destination is { Length: > 0 } destination ? destination : service.Name)).Distinct().ToList()
        where names.Count > 1
        select (names, same.Last().Location),
        "a token for each service",
        found => $"service {found.names[0]} on {node.Name}",
        found => $"the same token: {Offenders.List(found.names)}",
        found => found.Location,
        $"{definitions.Count} services, none with another's",
        node.Name);
}
