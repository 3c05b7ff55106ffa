using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-12: Servers SHALL use raft protocol 3.</summary>
internal sealed class OldRaftProtocol() : HardeningCheck(new HardeningCheckInfo
{
    Id = "OPS-12",
    Area = CheckArea.Operations,
    Severity = Severity.Low,
    Level = 1,
    Title = "Servers SHALL use raft protocol 3.",
    Why = "Older ones identify servers by address.",
    GivenUp = "A server with a reused address may be taken for another.",
    Remedy = "Leave raft_protocol at 3.",
    Needs = "operator:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.RaftPeers.IsKnown)
        {
            yield return Judgement.Unknown("cluster", AgentView.Missing(snapshot.RaftPeers));
            yield break;
        }

        foreach (RaftPeerEvidence peer in snapshot.RaftPeers.Value!)
        {
            yield return Judgement.Of(peer.ProtocolVersion == "3", peer.Name, "3", peer.ProtocolVersion);
        }
    }
}
