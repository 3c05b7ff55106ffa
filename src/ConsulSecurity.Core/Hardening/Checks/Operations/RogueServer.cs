using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-01: Every server among the members SHALL be a raft peer.</summary>
internal sealed class RogueServer() : HardeningCheck(new HardeningCheckInfo
{
    Id = "OPS-01",
    Area = CheckArea.Operations,
    Severity = Severity.Critical,
    Level = 1,
    Title = "Every server among the members SHALL be a raft peer.",
    Why = "A server that is not one is left over, or is not yours.",
    GivenUp = "A server gets every secret of the cluster.",
    Remedy = "Look who it is; remove it with consul force-leave.",
    Needs = "operator:read and node:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.RaftPeers.IsKnown || !snapshot.Members.IsKnown)
        {
            yield return Judgement.Unknown("cluster", snapshot.RaftPeers.IsKnown ? AgentView.Missing(snapshot.Members) : AgentView.Missing(snapshot.RaftPeers));
            yield break;
        }

        string[] strangers = [.. snapshot.Members.Value!.Where(m => m.IsServer && m.IsAlive).Select(m => m.Name).Except(snapshot.RaftPeers.Value!.Select(p => p.Name))];
        yield return Judgement.Of(strangers.Length == 0, "cluster", "none but raft peers", strangers.Length == 0 ? "none" : string.Join(", ", strangers));
    }
}
