using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-21: No program but a sidecar SHALL listen in the range of the sidecars' ports.</summary>
internal sealed class StrangerInTheSidecarRange() : HostCheck<IReadOnlyList<ListenerEvidence>>(
    new HardeningCheckInfo
    {
        Id = "NET-21",
        Area = CheckArea.Network,
        Severity = Severity.Low,
        Level = 1,
        Title = "No program but a sidecar SHALL listen in the range of the sidecars' ports.",
        Why = "The firewall opens the range to the mesh.",
        GivenUp = "That program is open to all hosts of the mesh, past every intention.",
        Remedy = "Move it to another port, or narrow ports.sidecar_min_port and sidecar_max_port.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("To which port does that program move?")];

    // What proxies are called where no registration tells.
    private static readonly string[] s_proxies = ["envoy", "consul"];

    protected override Evidence<IReadOnlyList<ListenerEvidence>> Of(HostEvidence host) => host.Listeners;

    protected override Judgement Judge(NodeView node, IReadOnlyList<ListenerEvidence> seen)
    {
        if (node.Number("ports.sidecar_min_port") is not { } low || node.Number("ports.sidecar_max_port") is not { } high)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        HashSet<int> registered = [.. (node.Cluster.Services.Value ?? []).Where(s => s.Node == node.Name && (s.Proxy is not null || s.IsNative || s.Kind.Length > 0)).Select(s => s.Port)];
        List<ListenerEvidence> strange = [.. seen.Where(s => s.Protocol == FirewallProtocol.Tcp && s.Port >= low && s.Port <= high && low > 0 && !registered.Contains(s.Port) && !s_proxies.Contains(s.ProcessName))];
        return strange.Count > 0 && (!node.Cluster.Services.IsKnown || strange.Exists(s => s.ProcessId is null))
            ? Judgement.Unknown(node.Name, strange.Exists(s => s.ProcessId is null) ? "root, to see whose sockets these are" : "a connection with service_prefix \"\" read, to see which sidecars are registered")
            : Judgement.Of(strange.Count == 0, node.Name, "sidecars only", strange.Count == 0 ? "sidecars only" : string.Join(", ", strange.Select(s => $"{s.ProcessName} on {s.Address}:{s.Port}").Take(8)));
    }
}
