using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-02: Gossip keys SHALL have 32 bytes.</summary>
internal sealed class GossipKeyIsShort() : HardeningCheck(new HardeningCheckInfo
{
    Id = "GOS-02",
    Area = CheckArea.Gossip,
    Severity = Severity.Medium,
    Level = 1,
    Title = "Gossip keys SHALL have 32 bytes.",
    Why = "Keys of 16 bytes, which consul keygen made before 1.6, give AES-128 where AES-256 costs nothing.",
    GivenUp = "Recorded gossip is protected by a shorter key than it could be.",
    Remedy = "Rotate to a key of 32 bytes: Update-ConsulGossipKey.",
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

        foreach (KeyringEvidence key in snapshot.Keyring.Value!)
        {
            yield return Judgement.Of(key.KeyBytes == 32, $"{key.Ring} {key.Fingerprint}", "32 bytes", $"{key.KeyBytes} bytes");
        }
    }
}
