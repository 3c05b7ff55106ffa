namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-11: The plain gRPC port SHALL be off or on loopback.</summary>
internal sealed class PlainGrpcIsExposed() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-11",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The plain gRPC port SHALL be off or on loopback.",
        Why = "xDS carries keys and tokens.",
        GivenUp = "Whoever is on the way can take the keys of sidecars.",
        Remedy = "Keep ports.grpc on loopback, and use ports.grpc_tls (1.14) for others.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node) => node.IsExposed("(grpc_listeners)", "ports.grpc", "addresses.grpc") is { } exposed
            ? Judgement.Of(!exposed || node.Number("ports.https") is > 0, node.Name, "off, loopback, or TLS with HTTPS", (node.Find("(grpc_listeners)") ?? node.Find("ports.grpc"))?.Text ?? "off", node.Find("ports.grpc")?.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
