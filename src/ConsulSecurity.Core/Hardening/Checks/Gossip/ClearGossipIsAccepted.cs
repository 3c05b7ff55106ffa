using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-04: encrypt_verify_incoming SHALL be true.</summary>
internal sealed class ClearGossipIsAccepted() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-04",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "encrypt_verify_incoming SHALL be true.",
        Why = "Packets in the clear are accepted while it is false, so encryption protects nothing.",
        GivenUp = "Whoever reaches a gossip port can send packets that are believed.",
        Remedy = "Set encrypt_verify_incoming = true and restart, after every node has the key.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    // A running agent shows true here although it does not encrypt at all.
    protected override Judgement Judge(NodeView node) => (node.IsTrue(RunningSettings.LanEncrypted), node.Find("encrypt_verify_incoming")) switch
    {
        (false, _) => Judgement.NotApplicable(node.Name, "gossip is in the clear: see GOS-01"),
        (_, { } seen) => Judgement.Of(seen.Value is true, node.Name, "encrypt_verify_incoming = true", seen.Text, seen.Location),
        _ => Judgement.Unknown(node.Name, node.WhatIsMissing),
    };
}
