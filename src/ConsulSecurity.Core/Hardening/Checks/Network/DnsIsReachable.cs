namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-17: The DNS port, TCP and UDP, SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class DnsIsReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-17",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The DNS port, TCP and UDP, SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host learns which services there are and where.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: true)
{
    protected override (long Low, long High)? Ports(NodeView node) => node.Number("ports.dns") is { } port ? (port, port) : null;

    protected override bool? IsOnLoopback(NodeView node) => !node.IsExposed("(dns_listeners)", "ports.dns", "addresses.dns");
}
