using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-20: Envoy's administration port 19000 SHALL be reachable only from hosts that the firewall names.</summary>
internal sealed class EnvoyAdminIsReachable() : FirewallCheck(
    new HardeningCheckInfo
    {
        Id = "NET-20",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "Envoy's administration port 19000 SHALL be reachable only from hosts that the firewall names.",
        Why = "What is reachable from everywhere is tried from everywhere.",
        GivenUp = "Whoever reaches the host steers its proxies: reads their keys, stops them.",
        Remedy = "Open the port to the hosts that need it and to nobody else: Set-ConsulFirewall.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    },
    udpToo: false)
{
    protected override (long Low, long High)? Ports(NodeView node) => (19000, 19000);

    // Envoy says nothing of it to Consul; the sockets of the host do.
    protected override bool? IsOnLoopback(NodeView node) => node.Node.Host.Listeners.Value is not { } sockets
        ? false
        : sockets.Where(socket => socket.Port == 19000).All(socket => Addresses.IsLoopback(socket.Address));
}
