namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-19: Port 8300 SHALL demand a client certificate.</summary>
internal sealed class RpcServesAnyClient() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-19",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Port 8300 SHALL demand a client certificate.",
        Why = "TLS without a client certificate keeps nobody out.",
        GivenUp = "Whoever reaches port 8300 can read and change the cluster.",
        Remedy = "See TLS-01.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => node.Node.Rpc switch
    {
        { IsKnown: true, Value.DemandsClientCertificate: { } served } => Judgement.Of(served, node.Name, "demanded", node.Node.Rpc.Value!.ToString()),
        { IsKnown: true } => Judgement.NotApplicable(node.Name, "it does not speak TLS: see TLS-18"),
        { State: EvidenceState.NotConfigured } => Judgement.NotApplicable(node.Name, node.Node.Rpc.Reason),
        var other => Judgement.Unknown(node.Name, ProbeView.Missing(other)),
    };
}
