using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-05: encrypt_verify_outgoing SHALL be true.</summary>
internal sealed class ClearGossipIsSent() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-05",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "encrypt_verify_outgoing SHALL be true.",
        Why = "The node goes on sending in the clear while it is false.",
        GivenUp = "Whoever is on the way can read what this node gossips.",
        Remedy = "Set encrypt_verify_outgoing = true and restart, after every node has the key.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    // A running agent shows true here although it does not encrypt at all.
    protected override Judgement Judge(NodeView node) => (node.IsTrue(RunningSettings.LanEncrypted), node.Find("encrypt_verify_outgoing")) switch
    {
        (false, _) => Judgement.NotApplicable(node.Name, "gossip is in the clear: see GOS-01"),
        (_, { } seen) => Judgement.Of(seen.Value is true, node.Name, "encrypt_verify_outgoing = true", seen.Text, seen.Location),
        _ => Judgement.Unknown(node.Name, node.WhatIsMissing),
    };
}
