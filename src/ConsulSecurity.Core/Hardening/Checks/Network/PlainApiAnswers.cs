namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-15: Port 8500 SHALL NOT answer other hosts.</summary>
internal sealed class PlainApiAnswers() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-15",
        Area = CheckArea.Network,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Port 8500 SHALL NOT answer other hosts.",
        Why = "What the port does is the truth, whatever files and agent say.",
        GivenUp = "Whoever is on the way to the API can take tokens.",
        Remedy = "See TLS-08 and NET-01.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node) => node.Node switch
    {
        { PlainHttp.IsKnown: false } => Judgement.Unknown(node.Name, ProbeView.Missing(node.Node.PlainHttp)),
        { Address: { } address } when address is "localhost" or "127.0.0.1" or "::1" => Judgement.NotApplicable(node.Name, "it was probed on loopback"),
        _ => Judgement.Of(!node.Node.PlainHttp.Value, node.Name, "no answer", node.Node.PlainHttp.Value ? "it answers" : "no answer"),
    };
}
