using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-12: No two sidecars of a node SHALL have the same port.</summary>
internal sealed class SidecarsShareAPort() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-12",
        Area = CheckArea.Service,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No two sidecars of a node SHALL have the same port.",
        Why = "One of them cannot listen, and others are sent to the wrong one.",
        GivenUp = "Traffic for one service reaches the sidecar of another, or none.",
        Remedy = "Give each its own port; Consul chooses one where none is set.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read, or the configuration (-Path)",
        References = ["https://github.com/hashicorp/consul/issues/8254"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which of them gets another port?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        List<FoundService> listening = [.. FoundService.All(snapshot).Where(found => found.Service is { Kind.Length: > 0, Port: > 0 })];
        List<(FoundService First, List<string> Names)> shared =
        [
            .. from same in listening.GroupBy(found => (found.Service.Node, found.Service.Address, found.Service.Port))
               where same.Skip(1).Any()
               select (same.First(), same.Select(found => found.Service.Id).ToList()),
        ];
        return shared.Count == 0 && !snapshot.Services.IsKnown
            ? [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Services))]
            : Offenders.Judge(
                shared, "a port of its own", found => $"port {found.First.Service.Port} on {found.First.Service.Node}", found => Offenders.List(found.Names), found => found.First.Location, $"{listening.Count} proxies and gateways");
    }
}
