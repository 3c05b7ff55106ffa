using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of the tokens that stand in a node's files.</summary>
internal abstract class TokenUseCheck(HardeningCheckInfo info) : HardeningCheck(info)
{
    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.SelectMany(node => node.TokenUses.IsKnown
        ? Judge(node, node.TokenUses.Value!, snapshot)
        : [Judgement.Unknown(node.Name, "the agent's configuration (-Path)")]);

    protected abstract IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<TokenUseEvidence> uses, ClusterSnapshot snapshot);
}

/// <summary>What the places of tokens are called.</summary>
internal static class TokenUses
{
    /// <summary>The settings for the token that an agent uses for itself, old and new.</summary>
    public static readonly IReadOnlyList<string> Agent = ["acl.tokens.agent", "acl_agent_token"];

    /// <summary>The settings for the token that opens the agent where servers cannot be reached.</summary>
    public static readonly IReadOnlyList<string> Recovery = ["acl.tokens.agent_recovery", "acl.tokens.agent_master", "acl_agent_master_token"];

    public static bool IsSetting(TokenUseEvidence use) => use.Where.StartsWith("acl", System.StringComparison.Ordinal);
}
