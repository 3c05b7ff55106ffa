using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-15: Every agent SHALL have a token of its own.</summary>
internal sealed class AgentsShareAToken() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-15",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Every agent SHALL have a token of its own.",
        Why = "One host can then be shut out alone, and its log entries be told from the others'.",
        GivenUp = "A token stolen from one host works for all, and to take it back stops all of them.",
        Remedy = "Make a token with a node identity for each agent: New-ConsulAclToken -NodeIdentity, then Set-ConsulAgentToken.",
        Needs = "acl:read and node:read, or the configuration of every agent (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.AgentTokens)];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        List<(string Node, string Token)> used =
        [
            .. from node in snapshot.Nodes
               from use in node.TokenUses.Value ?? []
               where TokenUses.Agent.Contains(use.Where)
               select (node.Name, use.Accessor.Value is { Length: > 0 } accessor ? accessor : $"{node.Name} {use.Label}"),
        ];
        List<(string Node, string Token)> identities =
            [.. from token in snapshot.Tokens.Value ?? [] from node in token.NodeIdentities select (node.NodeName, token.AccessorId)];
        var shared = used.Concat(identities).Distinct().GroupBy(agent => agent.Token)
            .Select(token => (Token: token.Key, Nodes: token.Select(agent => agent.Node).Distinct().ToList())).Where(token => token.Nodes.Count > 1).ToList();
        var provided = new HashSet<string>(used.Concat(identities).Select(agent => agent.Node));
        return shared.Count > 0
            ? Offenders.Judge(shared, "one agent a token", token => $"token {token.Token}", token => $"{token.Nodes.Count} agents: {Offenders.List(token.Nodes)}")
            : snapshot.Members.Value is { } members && members.Where(member => member.IsAlive).All(member => provided.Contains(member.Name))
                ? [Judgement.Of(true, Offenders.Cluster, "one agent a token", $"{provided.Count} agents, none with another's")]
                : [snapshot.Tokens.State == EvidenceState.NotConfigured
                    ? Judgement.NotApplicable(Offenders.Cluster, snapshot.Tokens.Reason)
                    : Judgement.Unknown(Offenders.Cluster, snapshot.Tokens.IsKnown && snapshot.Members.IsKnown ? "the configuration of every agent (-Path)" : Info.Needs)];
    }
}
