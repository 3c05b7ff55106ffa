using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>Collects from an agent what its host's firewall rules follow from.</summary>
internal static class FirewallSurvey
{
    /// <exception cref="ConsulSecurityException">Something may not be seen without which the rules would lock out members.</exception>
    public static async Task<FirewallFacts> CollectAsync(ConsulClient client, CancellationToken cancellation)
    {
        JObject self = await client.SendAsync<JObject>(ConsulRequest.Get("agent/self"), cancellation).ConfigureAwait(false);
        AgentPorts ports = AgentPorts.Read((JObject)(self["DebugConfig"] ?? new JObject()));
        var agent = new AgentApi(client);
        List<string> lan = Addresses(await agent.MembersAsync(wan: false, cancellation).ConfigureAwait(false));
        if (lan.Count == 0)
        {
            throw FirewallErrors.MembersHidden(client.Connection);
        }

        return new FirewallFacts
        {
            Ports = ports,
            LanMembers = lan,
            WanMembers = ports.IsServer ? Addresses(await agent.MembersAsync(wan: true, cancellation).ConfigureAwait(false)) : [],
            Services = await new AgentServiceApi(client).ListAsync(cancellation).ConfigureAwait(false),
        };
    }

    // One that has failed may come back; one that has left joins anew.
    private static List<string> Addresses(IReadOnlyList<ClusterMember> members) =>
        [.. members.Where(m => m.Status != MemberStatus.Left && m.Address.Length > 0).Select(m => m.Address)];
}
