namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-18: Port 8300 SHALL NOT serve connections in the clear.</summary>
internal sealed class PlainRpcIsServed() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-18",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Port 8300 SHALL NOT serve connections in the clear.",
        Why = "The truth of TLS-01, whatever files and agent say.",
        GivenUp = "Whoever reaches port 8300 can read and change the cluster.",
        Remedy = "See TLS-01; standing connections end with a restart only.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => node.Node.Rpc switch
    {
        { IsKnown: true, Value.AcceptsPlaintext: { } served } => Judgement.Of(!served, node.Name, "refused", node.Node.Rpc.Value!.ToString()),
        { IsKnown: true } => Judgement.Unknown(node.Name, "an answer of port 8300 in time"),
        { State: EvidenceState.NotConfigured } => Judgement.NotApplicable(node.Name, node.Node.Rpc.Reason),
        var other => Judgement.Unknown(node.Name, ProbeView.Missing(other)),
    };
}
