using System.Collections.Generic;
using System.Linq;
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
}
