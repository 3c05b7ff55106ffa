using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of who gets through the host's firewall to a listener of the agent.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="udpToo">Whether UDP is used there as well.</param>
/// <param name="role">Which nodes it is about.</param>
internal abstract class FirewallCheck(HardeningCheckInfo info, bool udpToo = false, NodeRole role = NodeRole.Any) : NodeCheck(info, role)
{
    // nft has no rules for Consul by itself; Set-ConsulFirewall writes them.
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which hosts may reach the agent's ports? Set-ConsulFirewall opens them to these and nobody else.")];

    /// <summary>The ports, first and last.</summary>
    /// <returns>Null where the listener is off.</returns>
    protected abstract (long Low, long High)? Ports(NodeView node);

    /// <summary>Whether what listens there listens on loopback only; null where that was not seen.</summary>
    protected virtual bool? IsOnLoopback(NodeView node) => node.Text("bind_addr") is { } address ? Addresses.IsLoopback(address) : null;

    protected sealed override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        if (Ports(node) is not var (low, high) || low <= 0)
        {
            return Judgement.NotApplicable(node.Name, "nothing listens there");
        }

        if (IsOnLoopback(node) == true)
        {
            return Judgement.NotApplicable(node.Name, "it listens on loopback only");
        }

        Evidence<FirewallEvidence> firewall = node.Node.Host.Firewall;
        return firewall.IsKnown ? Judge(node, new FirewallWalk(firewall.Value!), (int)low, (int)high) : Judgement.Unknown(node.Name, HostView.Missing(firewall));
    }

    private Judgement Judge(NodeView node, FirewallWalk walk, int low, int high)
    {
        string[] protocols = udpToo ? ["tcp", "udp"] : ["tcp"];
        List<(string Port, bool? IsOpen)> seen =
        [
            .. from protocol in protocols
               from port in walk.Interesting(low, high)
               select ($"{port}/{protocol}", walk.LetsStrangersIn(protocol, port)),
        ];
        string[] open = [.. seen.Where(s => s.IsOpen == true).Select(s => s.Port)];
        if (open.Length > 0)
        {
            return Judgement.Of(false, node.Name, "closed to hosts that no rule names", "open to everybody: " + string.Join(", ", open.Take(8)));
        }

        return seen.Exists(s => s.IsOpen is null)
            ? Judgement.Unknown(node.Name, "a look at the firewall by somebody who knows it: its rules for these ports hang on more than addresses and ports")
            : Judgement.Of(true, node.Name, "closed to hosts that no rule names", walk.Guests(protocols[0], low) is { Count: > 0 } guests ? "open to " + string.Join(", ", guests.Take(8)) : "closed");
    }
}
