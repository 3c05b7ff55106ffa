using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-04: The token of a service in a configuration file SHALL be neither one for management nor one of the agent's.</summary>
internal sealed class DefinitionTokenIsPowerful() : DefinitionsCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-04",
        Area = CheckArea.Service,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The token of a service in a configuration file SHALL be neither one for management nor one of the agent's.",
        Why = "The file is read by whoever deploys the service.",
        GivenUp = "Whoever reads the definition may do everything, or everything that the agent may.",
        Remedy = "New-ConsulServiceToken for the service, and write that one into its file.",
        Needs = "the configuration (-Path); a connection and acl:read for what the token may do",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<ServiceDefinitionEvidence> definitions, ClusterSnapshot snapshot)
    {
        Evidence<AclRights> rights = AclRights.Of(snapshot);
        List<Judgement> judged = [];
        foreach (TokenUseEvidence use in node.TokenUses.Value!.Where(use => use.Where.StartsWith("service ", StringComparison.Ordinal)).Take(Offenders.Most))
        {
            TokenUseEvidence? agents = node.TokenUses.Value!.FirstOrDefault(other => other.Label == use.Label && TokenUses.IsSetting(other));
            string subject = $"{use.Where} on {node.Name}";
            if (agents is not null)
            {
                judged.Add(Judgement.Of(false, subject, "a token of its own", $"the same as {agents.Where}", use.Location));
            }
            else if (!use.Accessor.IsKnown || !rights.IsKnown)
            {
                judged.Add(Judgement.Unknown(subject, use.Accessor.IsKnown ? rights.Reason : use.Accessor.Reason));
            }
            else if (rights.Value!.Find(use.Accessor.Value) is { IsPowerful: true } token)
            {
                judged.Add(Judgement.Of(false, subject, "no token for management", $"{token.Name} may write ACLs, operators' settings or the keyring", use.Location));
            }
        }

        return judged.Count > 0 ? judged : [Judgement.Of(true, node.Name, "no token for management, none of the agent's", "none of them")];
    }
}
