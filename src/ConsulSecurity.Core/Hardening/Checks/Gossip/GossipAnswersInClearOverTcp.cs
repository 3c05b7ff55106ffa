namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-15: The gossip port SHALL NOT answer in the clear over TCP.</summary>
internal sealed class GossipAnswersInClearOverTcp() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-15",
        Area = CheckArea.Gossip,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The gossip port SHALL NOT answer in the clear over TCP.",
        Why = "What the port does is the truth, whatever files and agent say.",
        GivenUp = "Whoever reaches the port gets membership in the clear and can forge it.",
        Remedy = "Encrypt gossip (GOS-01, GOS-04, GOS-05) and restart the agent.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    protected override Judgement Judge(NodeView node) => node.Node.LanGossip switch
    {
        { IsKnown: true, Value.AnswersClearTcp: { } clear } =>
            Judgement.Of(!clear, node.Name, "no answer in the clear", node.Node.LanGossip.Value!.ToString()),
        { IsKnown: true } => Judgement.Unknown(node.Name, "an answer of the gossip port in time"),
        var other => Judgement.Unknown(node.Name, ProbeView.Missing(other)),
    };
}
