using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-22: Rules of the firewall for Consul's ports SHALL each name who may come.</summary>
internal sealed class FirewallRulesAreWide() : HostCheck<FirewallEvidence>(
    new HardeningCheckInfo
    {
        Id = "NET-22",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 2,
        Title = "Rules of the firewall for Consul's ports SHALL each name who may come.",
        Why = "One rule for any address makes the others for the same port meaningless.",
        GivenUp = "Whoever reaches the host gets to these ports, whatever other rules say.",
        Remedy = "Take the rules without a source away; Set-ConsulFirewall writes rules with one.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/install/ports"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who needs these ports (Set-ConsulFirewall)?")];

    private static readonly string[] s_ports = ["ports.server", "ports.serf_lan", "ports.serf_wan", "ports.http", "ports.https", "ports.grpc", "ports.grpc_tls", "ports.dns"];

    protected override Evidence<FirewallEvidence> Of(HostEvidence host) => host.Firewall;

    protected override Judgement Judge(NodeView node, FirewallEvidence seen)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        HashSet<string> ours = [.. s_ports.Select(node.Number).Where(port => port > 0).Select(port => $"{port}")];
        string[] wide =
        [
            .. seen.Chains.SelectMany(chain => chain.Rules)
                .Where(rule => rule.Verdict == "accept" && rule.Sources is null && !rule.IsAboutKnownTraffic && !rule.HasOtherConditions && rule.Ports is not null)
                .SelectMany(rule => rule.Ports!.Where(ours.Contains)).Distinct(),
        ];
        return Judgement.Of(wide.Length == 0, node.Name, "a source in each rule", wide.Length == 0 ? "no rule for everybody" : "for everybody: " + string.Join(", ", wide));
    }
}
