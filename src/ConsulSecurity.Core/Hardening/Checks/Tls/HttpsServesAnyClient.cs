namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-20: HTTPS SHALL demand a client certificate.</summary>
internal sealed class HttpsServesAnyClient() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-20",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 2,
        Title = "HTTPS SHALL demand a client certificate.",
        Why = "The truth of TLS-09, whatever files and agent say.",
        GivenUp = "Whoever has a token can use it from any host.",
        Remedy = "See TLS-09.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => node.Node.Https switch
    {
        { IsKnown: true, Value.DemandsClientCertificate: { } demanded } => Judgement.Of(demanded, node.Name, "demanded", node.Node.Https.Value!.ToString()),
        { State: EvidenceState.NotConfigured } => Judgement.NotApplicable(node.Name, node.Node.Https.Reason),
        var other => Judgement.Unknown(node.Name, ProbeView.Missing(other)),
    };
}
