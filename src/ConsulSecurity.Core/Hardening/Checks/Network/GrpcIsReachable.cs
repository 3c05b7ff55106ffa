namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-16: The gRPC port SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class GrpcIsReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-16",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The gRPC port SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host can try to get configurations and keys of proxies.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: false)
{
    protected override (long Low, long High)? Ports(NodeView node) => node.Number("ports.grpc") is > 0 and { } port ? (port, port) : node.Number("ports.grpc_tls") is > 0 and { } tls ? (tls, tls) : null;

    protected override bool? IsOnLoopback(NodeView node) => node.Number("ports.grpc") is > 0
        ? !node.IsExposed("(grpc_listeners)", "ports.grpc", "addresses.grpc")
        : !node.IsExposed("(grpc_tls_listeners)", "ports.grpc_tls", "addresses.grpc_tls");
}
