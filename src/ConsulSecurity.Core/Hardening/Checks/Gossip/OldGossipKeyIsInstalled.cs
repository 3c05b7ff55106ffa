using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-09: Gossip rings SHALL have no key besides the primary one.</summary>
internal sealed class OldGossipKeyIsInstalled() : HardeningCheck(new HardeningCheckInfo
{
    Id = "GOS-09",
    Area = CheckArea.Gossip,
    Severity = Severity.Medium,
    Level = 1,
    Title = "Gossip rings SHALL have no key besides the primary one.",
    Why = "A key that was replaced is still accepted while it is installed.",
    GivenUp = "Whoever has an old key can still talk to the ring.",
    Remedy = "Remove it: Remove-ConsulGossipKey.",
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
            yield return Judgement.Of(ring.Count() == 1, ring.Key, "one key", $"{ring.Count()} keys");
        }
    }
}
