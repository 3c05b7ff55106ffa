using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-11: The host SHALL have a firewall that drops what no rule lets in.</summary>
internal sealed class FirewallLetsAllIn() : HostCheck<FirewallEvidence>(
    new HardeningCheckInfo
    {
        Id = "NET-11",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "The host SHALL have a firewall that drops what no rule lets in.",
        Why = "Sooner or later something listens that nobody thought of.",
        GivenUp = "Whoever reaches the host reaches all that listens on it.",
        Remedy = "Drop by default and open single ports; Set-ConsulFirewall writes the rules for Consul.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What else of the host must stay reachable when the firewall drops by default?")];

    protected override Evidence<FirewallEvidence> Of(HostEvidence host) => host.Firewall;

    protected override Judgement Judge(NodeView node, FirewallEvidence seen)
    {
        var walk = new FirewallWalk(seen);
        return walk.LetsStrangersIn("tcp", walk.UnnamedPort()) is { } open
            ? Judgement.Of(!open, node.Name, "dropped by default", !open ? "dropped" : seen.Chains.Any(c => c.IsInput) ? "let in by default" : "no firewall")
            : Judgement.Unknown(node.Name, "a look at the firewall by somebody who knows it: its rules hang on more than addresses and ports");
    }
}
