namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-19: The range of exposed checks' ports SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class ExposedChecksAreReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-19",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The range of exposed checks' ports SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host reaches paths of services past the mesh's TLS.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: false)
{
    protected override (long Low, long High)? Ports(NodeView node) => (node.Number("ports.expose_min_port"), node.Number("ports.expose_max_port")) is ({ } low, { } high) ? (low, high) : null;

    // What listens there listens where it likes.
    protected override bool? IsOnLoopback(NodeView node) => false;
}
