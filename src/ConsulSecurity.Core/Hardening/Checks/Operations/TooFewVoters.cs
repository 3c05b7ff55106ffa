using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-02: The cluster SHALL have 3 or 5 voters.</summary>
internal sealed class TooFewVoters() : HardeningCheck(new HardeningCheckInfo
{
    Id = "OPS-02",
    Area = CheckArea.Operations,
    Severity = Severity.Medium,
    Level = 1,
    Title = "The cluster SHALL have 3 or 5 voters.",
    Why = "One that is lost is then an outage.",
    GivenUp = "The loss of one server stops the cluster.",
    Remedy = "Add servers.",
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

        int voters = snapshot.RaftPeers.Value!.Count(peer => peer.IsVoter);
        yield return Judgement.Of(voters is 3 or 5, "cluster", "3 or 5", $"{voters}");
    }
}
