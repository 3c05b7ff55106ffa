using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of the services that a node's configuration files define, and of their tokens.</summary>
internal abstract class DefinitionsCheck(HardeningCheckInfo info) : HardeningCheck(info)
{
    public sealed override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => snapshot.Nodes.SelectMany(node =>
        !node.Definitions.IsKnown || !node.TokenUses.IsKnown ? [Judgement.Unknown(node.Name, "the agent's configuration (-Path)")]
        : node.Definitions.Value!.Count == 0 ? [Judgement.NotApplicable(node.Name, "its files define no service")]
        : Judge(node, node.Definitions.Value!, snapshot));

    protected abstract IEnumerable<Judgement> Judge(NodeSnapshot node, IReadOnlyList<ServiceDefinitionEvidence> definitions, ClusterSnapshot snapshot);
}
