using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-13: Where disable_keyring_file is true, encrypt SHALL be the key that the ring uses.</summary>
internal sealed class RotationIsLostAtRestart() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-13",
        Area = CheckArea.Gossip,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Where disable_keyring_file is true, encrypt SHALL be the key that the ring uses.",
        Why = "Without the file the agent starts with the key of its configuration, whatever was rotated since.",
        GivenUp = "A restarted node cannot talk to the others, or a withdrawn key comes back.",
        Remedy = "Set disable_keyring_file = false, or put the current key into encrypt.",
        Needs = "the configuration (-Path) and keyring:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("disable_keyring_file", false)];

    protected override Judgement Judge(NodeView node)
    {
        if (node.IsTrue("disable_keyring_file") is not { } isDisabled)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        if (!isDisabled)
        {
            return Judgement.Of(true, node.Name, "a keyring file, or the ring's key in encrypt", node.Find("disable_keyring_file")!.Text);
        }

        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        string? configured = GossipKeyView.Fingerprint(node);
        return configured is null ? Judgement.NotApplicable(node.Name, "encrypt is not set: see GOS-01")
            : GossipKeyView.OfRings(node.Cluster) is not { } rings ? Judgement.Unknown(node.Name, "keyring:read")
            : Judgement.Of(rings.All(key => key == configured), node.Name, configured, string.Join(", ", rings), node.Find("disable_keyring_file")!.Location);
    }
}
