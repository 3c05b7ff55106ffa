using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-14: An agent's token SHALL register its own node and read services, no more.</summary>
internal sealed class AgentTokenDoesMore() : RightsCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-14",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "An agent's token SHALL register its own node and read services, no more.",
        Why = "It lies on the host in the clear.",
        GivenUp = "Whoever breaks into one host can write what the token may: other nodes, services, keys.",
        Remedy = "Give the agent a token with nothing but a node identity: New-ConsulAclToken -NodeIdentity, then Set-ConsulAgentToken.",
        Needs = "acl:read, and the configuration (-Path) for tokens without a node identity",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.AgentTokens)];

    private static readonly string[] s_own = ["node", "agent"];

    protected override IEnumerable<Judgement> JudgeRights(AclRights rights, ClusterSnapshot snapshot)
    {
        List<(TokenRights Token, string[] Nodes)> agents =
        [
            .. rights.Tokens.Select(token => (token, Nodes: token.Token.NodeIdentities.Select(node => node.NodeName).ToArray())).Where(agent => agent.Nodes.Length > 0),
            .. from node in snapshot.Nodes
               from use in node.TokenUses.Value ?? []
               where TokenUses.Agent.Contains(use.Where)
               let token = rights.Find(use.Accessor.Value)
               where token is not null && token.Token.NodeIdentities.Count == 0
               select (token, new[] { node.Name }),
        ];
        return agents.Count == 0
            ? [Judgement.Unknown(Offenders.Cluster, "the agents' configuration (-Path), as no token has a node identity")]
            : Offenders.Judge(
                from agent in agents
                let more = agent.Token.Grants.Where(grant => grant.Access == AclAccess.Write && !IsOwn(grant, agent.Nodes)).Select(grant => grant.ToRule().ToString()).ToList()
                where more.Count > 0
                select (agent.Token, more),
                "node \"(its own)\" write, and read",
                found => found.Token.Name,
                found => Offenders.List(found.more, 4),
                none: $"{agents.Count} tokens of agents, none with more");
    }

    private static bool IsOwn(AclGrant grant, string[] nodes) => !grant.IsPrefix && s_own.Contains(grant.Resource.Name) && nodes.Contains(grant.Segment);
}
