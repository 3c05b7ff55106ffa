using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-11: A sidecar's port SHALL lie in the range that the agent has for sidecars; where there is no range, it is explicit.</summary>
internal sealed class SidecarIsOutsideItsRange() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-11",
        Area = CheckArea.Service,
        Severity = Severity.Medium,
        Level = 1,
        Title = "A sidecar's port SHALL lie in the range that the agent has for sidecars; where there is no range, it is explicit.",
        Why = "The firewall opens that range to other hosts of the mesh, and no other.",
        GivenUp = "Wider rules of the firewall than needed, or a sidecar that nobody reaches.",
        Remedy = "Set ports.sidecar_min_port and sidecar_max_port to hold it, or both to 0 and open each port by Set-ConsulFirewall.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read; agent:read or the configuration (-Path) for the range",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which ports do sidecars get, the range or explicit ones?")];

    private const long DefaultMin = 21000;
    private const long DefaultMax = 21255;

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        List<FoundService> sidecars = [.. FoundService.All(snapshot).Where(found => found.Service is { Kind: "connect-proxy", Port: > 0 })];
        if (!snapshot.Services.IsKnown)
        {
            return [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Services))];
        }

        Dictionary<string, NodeView> nodes = snapshot.Nodes.GroupBy(node => node.Name).ToDictionary(same => same.Key, same => new NodeView(same.First()));
        List<FoundService> outside = [.. sidecars.Where(found => !IsInside(found.Service.Port, nodes.TryGetValue(found.Service.Node, out NodeView? node) ? node : null))];
        List<FoundService> unknown = [.. outside.Where(found => !nodes.TryGetValue(found.Service.Node, out NodeView? node) || (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown))];
        return unknown.Count > 0 && unknown.Count == outside.Count
            ? [Judgement.Unknown(Offenders.Cluster, $"the range of {unknown[0].Service.Node}: agent:read there, or its configuration (-Path)")]
            : Offenders.Judge(
                outside.Except(unknown), "a port in the agent's range", found => $"service {found.Service}", found => $"port {found.Service.Port}", found => found.Location, $"{sidecars.Count} sidecars, none outside");
    }

    private static bool IsInside(int port, NodeView? node)
    {
        long min = node?.Number("ports.sidecar_min_port") ?? DefaultMin;
        long max = node?.Number("ports.sidecar_max_port") ?? DefaultMax;
        return (min == 0 && max == 0) || (port >= min && port <= max);
    }
}
