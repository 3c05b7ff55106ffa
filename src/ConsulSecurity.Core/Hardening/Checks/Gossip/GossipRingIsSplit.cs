using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-08: Each gossip ring SHALL send with one key that all its nodes have.</summary>
internal sealed class GossipRingIsSplit() : HardeningCheck(new HardeningCheckInfo
{
    Id = "GOS-08",
    Area = CheckArea.Gossip,
    Severity = Severity.High,
    Level = 1,
    Title = "Each gossip ring SHALL send with one key that all its nodes have.",
    Why = "Nodes that lack the primary key of others drop out of the ring.",
    GivenUp = "Part of the cluster may stop hearing the rest.",
    Remedy = "Finish the rotation: Update-ConsulGossipKey.",
    Needs = "keyring:read",
    References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Keyring.IsKnown)
        {
            yield return KeyringView.Missing(snapshot);
            yield break;
        }

        foreach (IGrouping<string, KeyringEvidence> ring in snapshot.Keyring.Value!.GroupBy(key => key.Ring))
        {
            KeyringEvidence[] primaries = [.. ring.Where(key => key.PrimaryOn is null or > 0)];
            bool whole = primaries.Any(key => key.InstalledOn >= key.NodeCount && (key.PrimaryOn is null || key.PrimaryOn >= key.NodeCount));
            yield return Judgement.Of(
                whole, ring.Key, "one primary key, on all nodes", string.Join(", ", primaries.Select(key => $"{key.Fingerprint} on {key.InstalledOn} of {key.NodeCount}")));
        }
    }
}
