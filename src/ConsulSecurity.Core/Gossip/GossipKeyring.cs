using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Gossip;

/// <summary>The keys on the rings, for people: what is installed where, and taking one away.</summary>
internal sealed class GossipKeyring(IKeyringApi keyring)
{
    public async Task<IReadOnlyList<GossipKeyringEntry>> ReadAsync(CancellationToken cancellation)
    {
        IReadOnlyList<GossipRing> rings = await keyring.ListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. from ring in rings
               orderby ring.IsWan, ring.Datacenter, ring.Segment
               from key in ring.Keys
               let primaryOn = ring.PrimaryKeys is null ? (int?)null : GossipRing.Count(ring.PrimaryKeys, key.Key)
               orderby primaryOn descending
               select new GossipKeyringEntry
               {
                   Ring = ring.IsWan ? "WAN" : "LAN",
                   Datacenter = ring.Datacenter,
                   Segment = ring.Segment,
                   Key = key.Key,
                   InstalledOn = key.Value,
                   PrimaryOn = primaryOn,
                   NodeCount = ring.NodeCount,
               },
        ];
    }

    /// <summary>Takes a key from every ring.</summary>
    /// <exception cref="ConsulSecurityException"><c>GossipKeyIsPrimary</c> or <c>GossipKeyNotInstalled</c>; nothing was changed then.</exception>
    public async Task RemoveAsync(string fingerprint, CancellationToken cancellation)
    {
        IReadOnlyList<GossipRing> rings = await keyring.ListAsync(cancellation).ConfigureAwait(false);
        GossipKey key = rings.SelectMany(r => r.Keys.Keys).FirstOrDefault(k => k.Fingerprint == fingerprint)
            ?? throw GossipErrors.KeyNotInstalled(fingerprint);
        GossipRing? primary = rings.FirstOrDefault(r => r.PrimaryKeys is not null && GossipRing.Count(r.PrimaryKeys, key) > 0);
        if (primary is not null)
        {
            throw GossipErrors.KeyIsPrimary(fingerprint, primary.Name);
        }

        await keyring.RemoveAsync(key, cancellation).ConfigureAwait(false);
    }
}
