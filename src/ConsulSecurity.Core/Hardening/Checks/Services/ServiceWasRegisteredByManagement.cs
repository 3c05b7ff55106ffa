using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-06: No service or check SHALL be registered with a token for management.</summary>
internal sealed class ServiceWasRegisteredByManagement() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-06",
        Area = CheckArea.Service,
        Severity = Severity.High,
        Level = 1,
        Title = "No service or check SHALL be registered with a token for management.",
        Why = "The agent keeps that token in its data folder in the clear.",
        GivenUp = "Whoever reads the data folder of that host may do everything.",
        Remedy = "Register it again with a token of its own: Register-ConsulService -Token; then remove the old token, as it may have been read.",
        Needs = "the agent's configuration on its own host (-Path), as its account or root; a connection and acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.SelectMany(node => Judge(node, AclRights.Of(snapshot)));

    private static IEnumerable<Judgement> Judge(NodeSnapshot node, Evidence<AclRights> rights)
    {
        if (!node.KeptTokens.IsKnown)
        {
            return [Judgement.Unknown(node.Name, node.KeptTokens.Reason is { Length: > 0 } reason ? reason : "the agent's configuration on its own host (-Path)")];
        }

        List<TokenUseEvidence> kept = [.. node.KeptTokens.Value!.Where(use => !use.Where.StartsWith("kept acl", StringComparison.Ordinal))];
        TokenUseEvidence? unresolved = kept.FirstOrDefault(use => !use.Accessor.IsKnown);
        return kept.Count > 0 && (unresolved is not null || !rights.IsKnown)
            ? [Judgement.Unknown(node.Name, unresolved?.Accessor.Reason ?? rights.Reason)]
            : Offenders.Judge(
                kept.Where(use => rights.Value?.Find(use.Accessor.Value) is { IsPowerful: true }),
                "no token for management",
                use => $"{use.Where.Substring("kept ".Length)} on {node.Name}",
                use => $"token {use.Accessor.Value}",
                use => use.Location,
                $"{kept.Count} kept tokens, none of them",
                node.Name);
    }
}
