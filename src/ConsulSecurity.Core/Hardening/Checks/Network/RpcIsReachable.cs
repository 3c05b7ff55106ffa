namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-12: The servers' RPC port SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class RpcIsReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-12",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "The servers' RPC port SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host can try the RPC of the servers.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: false, role: NodeRole.Server)
{
    protected override (long Low, long High)? Ports(NodeView node) => node.Number("ports.server") is { } port ? (port, port) : null;
}
