using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-02: The token of a service in a configuration file SHALL be one of the cluster, and let it register that service.</summary>
internal sealed class DefinitionTokenDoesNotRegister() : DefinitionsCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-02",
        Area = CheckArea.Service,
        Severity = Severity.High,
        Level = 1,
        Title = "The token of a service in a configuration file SHALL be one of the cluster, and let it register that service.",
        Why = "The agent cannot register the service otherwise, and tells it in its log alone.",
        GivenUp = "The service is missing in the catalog, or stands there from before and never changes.",
        Remedy = "New-ConsulServiceToken for the service, and write that one into its file.",
        Needs = "the configuration (-Path), a connection (-Connection) and acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<ServiceDefinitionEvidence> definitions, ClusterSnapshot snapshot)
    {
        Dictionary<string, Evidence<string>> owners = node.TokenUses.Value!.GroupBy(use => use.Label).ToDictionary(same => same.Key, same => same.First().Accessor);
        Evidence<AclRights> rights = AclRights.Of(snapshot);
        List<Judgement> judged = [];
        foreach (ServiceDefinitionEvidence service in definitions.Where(service => service.TokenLabel is not null).Take(Offenders.Most))
        {
            Evidence<string> owner = owners.TryGetValue(service.TokenLabel!, out Evidence<string>? found) ? found : new();
            string subject = $"service {service.Name} on {node.Name}";
            if (owner is { IsKnown: true, Value.Length: 0 })
            {
                judged.Add(Judgement.Of(false, subject, "a token of the cluster", "the cluster does not know it", service.Location));
            }
            else if (!owner.IsKnown || rights.Value?.Find(owner.Value) is not { } token)
            {
                judged.Add(Judgement.Unknown(subject, owner.IsKnown ? rights.IsKnown ? "acl:read, for that token" : rights.Reason : owner.Reason));
            }
            else if (!token.Subject.May(new AclRequest("service", service.Name, "write")))
            {
                judged.Add(Judgement.Of(false, subject, $"service \"{service.Name}\" write", $"{token.Name} may not", service.Location));
            }
        }

        return judged.Count > 0 ? judged : [Judgement.Of(true, node.Name, "a token that registers it", $"{definitions.Count(service => service.HasToken)} services with one")];
    }
}
