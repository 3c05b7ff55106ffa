namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-18: The range of the sidecars' ports SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class SidecarsAreReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-18",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The range of the sidecars' ports SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host can try the sidecars, and what else has taken a port of the range.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: false)
{
    protected override (long Low, long High)? Ports(NodeView node) => (node.Number("ports.sidecar_min_port"), node.Number("ports.sidecar_max_port")) is ({ } low, { } high) ? (low, high) : null;

    // What listens there listens where it likes.
    protected override bool? IsOnLoopback(NodeView node) => false;
}
