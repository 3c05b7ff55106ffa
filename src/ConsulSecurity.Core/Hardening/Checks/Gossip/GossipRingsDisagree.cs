using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-10: All gossip rings SHALL send with the same key.</summary>
internal sealed class GossipRingsDisagree() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-10",
        Area = CheckArea.Gossip,
        Severity = Severity.Medium,
        Level = 1,
        Title = "All gossip rings SHALL send with the same key.",
        Why = "A server is on the LAN and the WAN ring; one key for all is what rotation keeps in step.",
        GivenUp = "Federation breaks when a ring is rotated alone, and nobody knows which key is good.",
        Remedy = "Rotate all rings to one key: Update-ConsulGossipKey.",
        Needs = "keyring:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When are the rings rotated to one key (Update-ConsulGossipKey)?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Keyring.IsKnown)
        {
            yield return KeyringView.Missing(snapshot);
            yield break;
        }

        var rings = snapshot.Keyring.Value!.GroupBy(key => key.Ring).ToList();
        if (rings.Count < 2)
        {
            yield return Judgement.NotApplicable("cluster", "there is one ring");
            yield break;
        }

        if (snapshot.Keyring.Value!.Any(key => key.PrimaryOn is null))
        {
            yield return Judgement.Unknown("cluster", "Consul 1.8.4 or later, which tells the primary keys");
            yield break;
        }

        string[] primary = [.. rings.SelectMany(ring => ring.Where(key => key.PrimaryOn > 0).Select(key => key.Fingerprint)).Distinct()];
        yield return Judgement.Of(primary.Length == 1, "cluster", "one key", string.Join(", ", rings.Select(ring => $"{ring.Key}: {string.Join(" ", ring.Where(key => key.PrimaryOn > 0).Select(key => key.Fingerprint))}")));
    }
}
