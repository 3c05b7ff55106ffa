namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-14: The WAN gossip port, TCP and UDP, SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class WanGossipIsReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-14",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "The WAN gossip port, TCP and UDP, SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host can try the gossip protocol between datacenters.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: true, role: NodeRole.Server)
{
    protected override (long Low, long High)? Ports(NodeView node) => node.Number("ports.serf_wan") is { } port ? (port, port) : null;
}
