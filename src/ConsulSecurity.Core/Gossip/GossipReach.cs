using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Gossip;

/// <summary>Who belongs to the rings and cannot be reached now.</summary>
internal interface IGossipReach
{
    /// <summary>The datacenters of which no server is alive as seen from here.</summary>
    Task<IReadOnlyList<string>> UnreachableDatacentersAsync(CancellationToken cancellation);

    /// <summary>The datacenters that are known, but did not answer for their rings.</summary>
    Task<IReadOnlyList<string>> DatacentersWithoutAnswerAsync(IReadOnlyList<GossipRing> rings, CancellationToken cancellation);

    /// <summary>The members of any ring, in any datacenter, that have failed and not left.</summary>
    Task<IReadOnlyList<string>> FailedMembersAsync(CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class GossipReach(IAgentApi agent, IHealthApi health) : IGossipReach
{
    public async Task<IReadOnlyList<string>> UnreachableDatacentersAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ClusterMember> wan = await agent.MembersAsync(wan: true, cancellation).ConfigureAwait(false);
        return
        [
            .. from member in wan
               where member.Datacenter is not null && member.Status != MemberStatus.Left
               group member by member.Datacenter into datacenter
               where datacenter.All(m => m.Status != MemberStatus.Alive)
               select datacenter.Key,
        ];
    }

    public async Task<IReadOnlyList<string>> DatacentersWithoutAnswerAsync(IReadOnlyList<GossipRing> rings, CancellationToken cancellation)
    {
        IReadOnlyList<string> known = await agent.DatacentersAsync(cancellation).ConfigureAwait(false);
        return [.. known.Except(rings.Where(r => !r.IsWan).Select(r => r.Datacenter))];
    }

    public async Task<IReadOnlyList<string>> FailedMembersAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ClusterMember> lan = await agent.MembersAsync(wan: false, cancellation).ConfigureAwait(false);
        IReadOnlyList<ClusterMember> wan = await agent.MembersAsync(wan: true, cancellation).ConfigureAwait(false);
        var failed = new List<string>(lan.Concat(wan).Where(m => m.Status == MemberStatus.Failed).Select(m => m.Name));

        // An agent knows the members of its own datacenter; of the others the catalog tells.
        foreach (string datacenter in await agent.DatacentersAsync(cancellation).ConfigureAwait(false))
        {
            failed.AddRange(await health.FailedNodesAsync(datacenter, cancellation).ConfigureAwait(false));
        }

        return [.. failed.Distinct()];
    }
}
