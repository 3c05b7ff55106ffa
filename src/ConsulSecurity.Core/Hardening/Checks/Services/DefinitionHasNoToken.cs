using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-01: Every service in a configuration file SHALL have a token.</summary>
internal sealed class DefinitionHasNoToken() : DefinitionsCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-01",
        Area = CheckArea.Service,
        Severity = Severity.High,
        Level = 1,
        Title = "Every service in a configuration file SHALL have a token.",
        Why = "Without one the agent registers it by its own token, or not at all.",
        GivenUp = "The agent's token must register services, and so can pose as all of them; or the service stays out of the catalog.",
        Remedy = "New-ConsulServiceDefinition writes the file with a token; New-ConsulServiceToken makes it.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    private const string ForAllFiles = "acl.tokens.config_file_service_registration";

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<ServiceDefinitionEvidence> definitions, ClusterSnapshot snapshot)
    {
        bool forAll = node.Configuration.Value?.Find(ForAllFiles) is { IsDefault: false, Value: not null };
        return node.Configuration.Value?.Find("acl.enabled")?.Value is false ? [Judgement.NotApplicable(node.Name, "ACLs are off: see ACL-01")] : Offenders.Judge(
            definitions.Where(service => !service.HasToken && !forAll),
            "a token",
            service => $"service {service.Name} on {node.Name}",
            _ => "no token",
            service => service.Location,
            $"{definitions.Count} services, each with one",
            node.Name);
    }
}
