using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-25: An application behind a sidecar SHALL listen on loopback alone.</summary>
internal sealed class ApplicationListensBeyondLoopback() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-25",
        Area = CheckArea.Mesh,
        Severity = Severity.Critical,
        Level = 1,
        Title = "An application behind a sidecar SHALL listen on loopback alone.",
        Why = "Whoever reaches its port gets past the sidecar and every intention.",
        GivenUp = "The application can be called without a certificate, by everyone who reaches the host.",
        Remedy = "Bind the application to 127.0.0.1; where that is impossible, cut its port off by Set-ConsulFirewall or a network namespace.",
        Needs = "the agent's configuration, on its own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Can the application bind to loopback, or is its port cut off by the firewall?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        ILookup<string, ServiceEvidence> sidecars = FoundService.All(snapshot).Select(found => found.Service).Where(service => service.Proxy is { LocalPort: > 0 }).ToLookup(service => service.Node);
        return snapshot.Nodes.SelectMany(node => Judge(node, [.. sidecars[node.Name]], snapshot));
    }

    private IEnumerable<Judgement> Judge(NodeSnapshot node, List<ServiceEvidence> sidecars, ClusterSnapshot snapshot)
    {
        if (sidecars.Count == 0)
        {
            return [snapshot.Services.IsKnown
                ? Judgement.NotApplicable(node.Name, "no sidecar is known there")
                : Judgement.Unknown(node.Name, AgentView.Missing(snapshot.Services))];
        }

        return !node.Host.Listeners.IsKnown ? [Judgement.Unknown(node.Name, node.Host.Listeners.Reason is { Length: > 0 } reason ? reason : Info.Needs)] : Offenders.Judge(
            from sidecar in sidecars
            from listener in node.Host.Listeners.Value!
            where listener.Protocol == FirewallProtocol.Tcp && listener.Port == sidecar.Proxy!.LocalPort && !Addresses.IsLoopback(listener.Address)
            select (sidecar, listener),
            "loopback alone",
            found => $"service {found.sidecar.Proxy!.Destination} on {node.Name}",
            found => $"{found.listener.ProcessName ?? "a process"} listens on {found.listener.Address}:{found.listener.Port}",
            none: $"{sidecars.Count} applications behind sidecars",
            whole: node.Name);
    }
}
