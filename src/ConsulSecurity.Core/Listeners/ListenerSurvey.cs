using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Firewall;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Listeners;

/// <summary>Looks at this host and at its agent, and judges.</summary>
internal static class ListenerSurvey
{
    /// <exception cref="ConsulSecurityException"><c>AgentOnAnotherHost</c>, or what asking the agent came to.</exception>
    public static async Task<IReadOnlyList<ListenerFinding>> JudgeAsync(
        ConsulClient client, ISocketTable table, IOperationLog log, CancellationToken cancellation)
    {
        JObject self = await client.SendAsync<JObject>(ConsulRequest.Get("agent/self"), cancellation).ConfigureAwait(false);
        var config = (JObject)(self["DebugConfig"] ?? new JObject());
        IReadOnlyList<DeclaredListener> declared = DeclaredListener.Read(config);
        IReadOnlyList<ListeningSocket> sockets = await table.ReadAsync(cancellation).ConfigureAwait(false);
        if (declared.FirstOrDefault(d => d.Purpose == "LAN gossip") is { } gossip && !sockets.Any(gossip.Fits))
        {
            throw ListenerErrors.NotThisHost($"{gossip.Address}:{gossip.Port}");
        }

        IReadOnlyList<ServiceInstance> services = await new AgentServiceApi(client).ListAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<ListenerFinding> findings = new ListenerJudge(sockets, declared, AgentPorts.Read(config), services).Judge();
        if (findings.Any(finding => finding.Address is not null && finding.ProcessId is null))
        {
            log.Warning("Some listeners belong to processes that this account may not see: run as root, or elevated, to have them named.");
        }

        return findings;
    }

    /// <summary>Looks from here at the applications of other hosts: those that the catalog has, of all nodes or of one.</summary>
    /// <exception cref="ConsulSecurityException">What <see cref="ProbeTarget.FindAsync"/> throws, or what asking came to.</exception>
    public static async Task<IReadOnlyList<ListenerFinding>> ProbeAsync(
        ConsulClient client, string? node, string[]? addresses, TimeSpan timeout, IOperationLog log, CancellationToken cancellation)
    {
        IReadOnlyList<ProbeTarget> targets = await ProbeTarget.FindAsync(new CatalogApi(client), node, addresses, cancellation).ConfigureAwait(false);
        IPAddress[] own = [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)];
        foreach (IPAddress address in targets.Select(target => target.Address).Where(a => IPAddress.IsLoopback(a) || own.Contains(a)).Distinct())
        {
            log.Warning($"'{address}' is an address of this host, so no firewall stands between: run it on another host to prove what that one lets through.");
        }

        return await new ListenerProbe(timeout).RunAsync(targets, cancellation).ConfigureAwait(false);
    }
}
