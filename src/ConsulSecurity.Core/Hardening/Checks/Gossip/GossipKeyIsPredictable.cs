using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-03: The gossip key SHALL be random, and not one that guides print.</summary>
internal sealed class GossipKeyIsPredictable() : MistakeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-03",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "The gossip key SHALL be random, and not one that guides print.",
        Why = "Keys are copied from documentation, where everybody finds them.",
        GivenUp = "Whoever reads the same guide can join the gossip, read it and forge it.",
        Remedy = "Make a key with New-ConsulGossipKey and rotate to it (Update-ConsulGossipKey).",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    },
    "a random key",
    "GossipKeySample",
    "GossipKeyWeak")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When is the gossip key rotated (Update-ConsulGossipKey)?")];
}
