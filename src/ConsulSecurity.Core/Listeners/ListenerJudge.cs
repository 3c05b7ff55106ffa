using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Consul;
using ConsulSecurity.Firewall;

namespace ConsulSecurity.Listeners;

/// <summary>
/// Compares what listens on a host with what Consul declares there: applications behind sidecars (MSH-25), upstreams (MSH-24), Envoy's
/// administration (MSH-27), sidecar ports (NET-21, SVC-12) and the agent itself (NET-23).
/// </summary>
internal sealed class ListenerJudge(
    IReadOnlyList<ListeningSocket> sockets, IReadOnlyList<DeclaredListener> declared, AgentPorts ports, IReadOnlyList<ServiceInstance> services)
{
    private const int EnvoyAdmin = 19000;

    public IReadOnlyList<ListenerFinding> Judge() =>
        [.. Applications(), .. Upstreams(), .. EnvoyAdministration(), .. ForeignInSidecarRange(), .. SharedSidecarPorts(), .. Agent()];

    private static ListenerFinding Finding(string id, Severity severity, FindingOutcome outcome, ListeningSocket? socket, int port, string reason) => new()
    {
        Id = id,
        Severity = severity,
        Outcome = outcome,
        Protocol = socket?.Protocol ?? FirewallProtocol.Tcp,
        Address = socket?.Address.ToString(),
        Port = port,
        ProcessId = socket?.ProcessId,
        ProcessName = socket?.ProcessName,
        Reason = reason,
    };

    private IEnumerable<ListenerFinding> Applications()
    {
        foreach (ServiceInstance sidecar in services.Where(s => s.Proxy is { LocalPort: > 0 }))
        {
            ProxyTarget target = sidecar.Proxy!;
            ListeningSocket[] found = [.. sockets.Where(s => s.Port == target.LocalPort)];
            if (!found.Any(s => s.Protocol == FirewallProtocol.Tcp))
            {
                yield return Finding(
                    "MSH-25", Severity.Critical, FindingOutcome.NotApplicable, null, target.LocalPort, $"Nothing listens on port {target.LocalPort}, where '{target.Service}' should be behind its sidecar.");
            }

            // The same port over UDP too: HTTP/3 is spoken there.
            foreach (ListeningSocket socket in found)
            {
                yield return socket.IsBeyondLoopback
                    ? Finding(
                        "MSH-25", Severity.Critical, FindingOutcome.Fail, socket, socket.Port, $"{socket.Process} of '{target.Service}' listens on {socket.Endpoint}{Over(socket)}, so whoever reaches it gets past the sidecar and every intention: bind it to 127.0.0.1, or cut it off.")
                    : Finding("MSH-25", Severity.Critical, FindingOutcome.Pass, socket, socket.Port, $"{socket.Process} of '{target.Service}' listens on loopback only{Over(socket)}.");
            }
        }
    }

    private static string Over(ListeningSocket socket) => socket.Protocol == FirewallProtocol.Udp ? " over UDP" : string.Empty;

    private IEnumerable<ListenerFinding> Upstreams() =>
        from sidecar in services
        from upstream in sidecar.Proxy?.Upstreams ?? []
        from socket in Tcp(upstream.BindPort)
        where socket.IsBeyondLoopback
        select Finding(
            "MSH-24", Severity.High, FindingOutcome.Fail, socket, socket.Port, $"{socket.Process} offers the upstream '{upstream.Name}' on {socket.Endpoint}, so others can call it as '{sidecar.Proxy!.Service}': set 'local_bind_address' to 127.0.0.1.");

    private IEnumerable<ListenerFinding> EnvoyAdministration() =>
        from socket in Tcp(EnvoyAdmin)
        where socket.IsBeyondLoopback
        select Finding(
            "MSH-27", Severity.High, FindingOutcome.Fail, socket, socket.Port, $"{socket.Process} listens on {socket.Endpoint}, where Envoy is administered without a password: use '-admin-bind 127.0.0.1:19000'.");

    private IEnumerable<ListenerFinding> ForeignInSidecarRange()
    {
        var known = new HashSet<int>(services.Where(s => s.Kind.Length > 0 || s.IsNative).Select(s => s.Port));
        return from socket in sockets
               where socket.Protocol == FirewallProtocol.Tcp && ports.SidecarMin > 0 && socket.Port >= ports.SidecarMin && socket.Port <= ports.SidecarMax
               let isKnown = known.Contains(socket.Port)
               select Finding(
                   "NET-21",
                   Severity.Low,
                   isKnown ? FindingOutcome.Pass : FindingOutcome.Fail,
                   socket,
                   socket.Port,
                   isKnown
                       ? $"{socket.Process} listens on {socket.Endpoint}, where a sidecar is registered."
                       : $"{socket.Process} listens on {socket.Endpoint}, in the range for sidecars ({ports.SidecarMin}-{ports.SidecarMax}) that the firewall opens, and no sidecar is registered there: move it.");
    }

    private IEnumerable<ListenerFinding> SharedSidecarPorts() =>
        from sidecar in services
        where sidecar.IsProxy && sidecar.Port > 0
        group sidecar by (sidecar.Port, sidecar.Address) into shared
        where shared.Count() > 1
        select Finding(
            "SVC-12", Severity.Medium, FindingOutcome.Fail, null, shared.Key.Port, $"Several sidecars are registered on port {shared.Key.Port}: '{string.Join("', '", shared.Select(s => s.Id))}'; only one can listen there.");

    private IEnumerable<ListenerFinding> Agent()
    {
        // Whoever holds the gossip port is the agent, whatever its program is called.
        int[] agents = [.. sockets.Where(s => s.ProcessId is not null && declared.Any(d => d.Purpose == "LAN gossip" && d.Fits(s))).Select(s => s.ProcessId!.Value).Distinct()];
        return from socket in sockets
               where socket.ProcessId is { } id && agents.Contains(id)
               let known = declared.FirstOrDefault(d => d.Fits(socket))
               select Finding(
                   "NET-23",
                   Severity.High,
                   known is null ? FindingOutcome.Fail : FindingOutcome.Pass,
                   socket,
                   socket.Port,
                   known is null
                       ? $"The agent {socket.Process} listens on {socket.Endpoint}, which its configuration does not declare: see why before you trust it."
                       : $"The agent {socket.Process} listens on {socket.Endpoint} for {known.Purpose}, as declared.");
    }

    private ListeningSocket[] Tcp(int port) => [.. sockets.Where(s => s.Protocol == FirewallProtocol.Tcp && s.Port == port)];
}
