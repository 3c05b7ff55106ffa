namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-10: An agent with HTTPS SHALL have a certificate.</summary>
internal sealed class HttpsHasNoCertificate() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-10",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "An agent with HTTPS SHALL have a certificate.",
        Why = "The agent starts, and every handshake fails.",
        GivenUp = "Nobody can use the API over TLS, so people turn it off.",
        Remedy = "Set cert_file and key_file, or use auto_encrypt on clients.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node) => (node.Number("ports.https"), node.Text("cert_file"), node.IsTrue("auto_encrypt.tls")) switch
    {
        (null, _, _) => Judgement.Unknown(node.Name, node.WhatIsMissing),
        ( <= 0, _, _) => Judgement.NotApplicable(node.Name, "HTTPS is off"),
        (_, var file, var auto) => Judgement.Of(
            file is { Length: > 0 } || node.Node.Configuration.Value?.Https.CertificateFile is not null || auto == true,
            node.Name, "cert_file, or auto_encrypt", auto == true ? "auto_encrypt" : file is { Length: > 0 } ? "cert_file is set" : "no certificate", node.Find("ports.https")?.Location),
    };
}
