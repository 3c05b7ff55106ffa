namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-08: The plain HTTP API SHALL be off, or on loopback or a unix socket only.</summary>
internal sealed class PlainHttpIsExposed() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-08",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The plain HTTP API SHALL be off, or on loopback or a unix socket only.",
        Why = "Tokens go over the wire in the clear.",
        GivenUp = "Whoever is on the way to the API can take the tokens.",
        Remedy = "Set ports.http = -1, or addresses.http = \"127.0.0.1\".",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node) => node.IsExposed("(http_listeners)", "ports.http", "addresses.http") is { } exposed
            ? Judgement.Of(!exposed, node.Name, "off, loopback or a unix socket", (node.Find("(http_listeners)") ?? node.Find("ports.http"))?.Text ?? "not set", node.Find("ports.http")?.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
