namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-09: HTTPS beyond loopback SHALL demand a client certificate.</summary>
internal sealed class HttpsTakesAnyClient() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-09",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 2,
        Title = "HTTPS beyond loopback SHALL demand a client certificate.",
        Why = "A token alone is then enough to use the API from anywhere.",
        GivenUp = "Whoever has a token can use it from any host.",
        Remedy = "Set verify_incoming_https = true (from 1.12 tls.https.verify_incoming), or keep HTTPS on loopback.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => (node.IsExposed("(https_listeners)", "ports.https", "addresses.https"), node.VerifiesIncomingHttps) switch
    {
        (false, _) => Judgement.NotApplicable(node.Name, "HTTPS is off or on loopback"),
        (true, { } on) => Judgement.Of(on, node.Name, "verify_incoming or verify_incoming_https", on ? "on" : "off", node.Find("verify_incoming_https")?.Location),
        _ => Judgement.Unknown(node.Name, node.WhatIsMissing),
    };
}
