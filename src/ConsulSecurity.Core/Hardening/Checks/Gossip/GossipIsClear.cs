using ConsulSecurity.Observation;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-01: Gossip SHALL be encrypted.</summary>
internal sealed class GossipIsClear() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-01",
        Area = CheckArea.Gossip,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Gossip SHALL be encrypted.",
        Why = "In the clear, membership and events can be read and forged by whoever reaches the gossip ports.",
        GivenUp = "Whoever reaches a gossip port can read who is in the cluster, pose as a node, and send events.",
        Remedy = "Give every agent the same key in encrypt, in three rolling passes (Enable-ConsulGossipEncryption).",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    protected override Judgement Judge(NodeView node)
    {
        if (node.IsTrue(RunningSettings.LanEncrypted) is { } encrypted)
        {
            return Judgement.Of(encrypted, node.Name, "gossip is encrypted", encrypted ? "encrypted (running agent)" : "in the clear (running agent)", node.Find("encrypt")?.Location);
        }

        return node.Node.Configuration.IsKnown
            ? Judgement.Of(node.Find("encrypt")?.Value is not null, node.Name, "encrypt is set", node.Find("encrypt")?.Value is null ? "encrypt is not set" : "encrypt is set", node.Find("encrypt")?.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
    }
}
