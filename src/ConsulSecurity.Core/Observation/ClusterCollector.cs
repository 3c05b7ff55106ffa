using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>What the API tells of the cluster as a whole; an empty list under a filter is not taken for nothing there.</summary>
internal sealed class ClusterCollector(ConsulClient client)
{
    public async Task<ClusterSnapshot> CollectAsync(CancellationToken cancellation)
    {
        Task<Evidence<IReadOnlyList<KeyringEvidence>>> keyring = Look.AtAsync("keyring:read", () => KeyringAsync(cancellation));
        Task<Evidence<IReadOnlyList<MemberEvidence>>> members = MembersAsync(cancellation);
        Task<Evidence<IReadOnlyList<RaftPeerEvidence>>> peers = Look.AtAsync("operator:read", () => PeersAsync(cancellation));
        Task<Evidence<IReadOnlyList<string>>> datacenters = Look.AtAsync(string.Empty, () => new AgentApi(client).DatacentersAsync(cancellation));
        Task<Evidence<ConsulConnectCA>> authority = Look.AtAsync(
            "operator:write", () => new ConnectAuthority(client.Connection, new ConnectApi(client), SilentLog.Instance).ReadAsync(cancellation)).OrOff("Connect is off: see MSH-01");
        Task<Evidence<int>> peerings = Look.AtAsync("peering:read", async () =>
            (await client.SendAsync(ConsulRequest.Get("peerings"), cancellation).ConfigureAwait(false)).ReadList<JObject>().Count);
        Task<ClusterSnapshot> acl = new AclCollector(client).CollectAsync(cancellation);

        Task<Evidence<int>> traces = RemoteExecKeysAsync(cancellation);
        Visibility sees = await Visibility.AskAsync(client, cancellation).ConfigureAwait(false);
        Task<Evidence<IReadOnlyList<ServiceEvidence>>> services = new ServiceCollector(client, sees).ServicesAsync(cancellation);
        Task<Evidence<IReadOnlyList<ConsulIntention>>> intentions = IntentionsAsync(sees, cancellation);
        Task<Evidence<IReadOnlyList<ConfigEntryEvidence>>> entries = new ConfigEntryReader(client, sees).CollectAsync(cancellation);
        return (await acl.ConfigureAwait(false)) with
        {
            Keyring = await keyring.ConfigureAwait(false),
            Members = await members.ConfigureAwait(false),
            RaftPeers = await peers.ConfigureAwait(false),
            Datacenters = await datacenters.ConfigureAwait(false),
            Peerings = await peerings.ConfigureAwait(false),
            ConnectCA = await authority.ConfigureAwait(false),
            Services = await services.ConfigureAwait(false),
            Intentions = await intentions.ConfigureAwait(false),
            ConfigEntries = await entries.ConfigureAwait(false),
            RemoteExecKeys = await traces.ConfigureAwait(false),
        };
    }

    private async Task<IReadOnlyList<KeyringEvidence>> KeyringAsync(CancellationToken cancellation)
    {
        IReadOnlyList<GossipRing> rings = await new KeyringApi(client).ListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. from ring in rings
               from key in ring.Keys
               let primary = ring.PrimaryKeys is null ? (int?)null : GossipRing.Count(ring.PrimaryKeys, key.Key)
               select new KeyringEvidence(ring.Name, key.Key.Fingerprint, key.Value, primary, ring.NodeCount, key.Key.Size),
        ];
    }

    private async Task<Evidence<IReadOnlyList<MemberEvidence>>> MembersAsync(CancellationToken cancellation)
    {
        Evidence<IReadOnlyList<ClusterMember>> members =
            await Look.AtAsync("node:read", () => new AgentApi(client).MembersAsync(wan: false, cancellation)).ConfigureAwait(false);

        // An agent is a member itself, so an empty list was filtered.
        return members switch
        {
            { IsKnown: false } => Look.Missing<IReadOnlyList<MemberEvidence>>(members.State, members.Reason),
            { Value.Count: 0 } => Look.Missing<IReadOnlyList<MemberEvidence>>(EvidenceState.NoPermission, "node:read"),
            _ => Look.Seen<IReadOnlyList<MemberEvidence>>(
                [.. members.Value!.Select(m => new MemberEvidence(m.Name, m.Address, m.Status == MemberStatus.Alive, m.Tags))]),
        };
    }

    private async Task<IReadOnlyList<RaftPeerEvidence>> PeersAsync(CancellationToken cancellation)
    {
        JToken raft = await client.SendAsync<JToken>(ConsulRequest.Get("operator/raft/configuration"), cancellation).ConfigureAwait(false);
        return
        [
            .. (raft["Servers"] as JArray ?? []).Select(server => new RaftPeerEvidence(
                (string?)server["Node"] ?? string.Empty, (bool?)server["Voter"] ?? false, (string?)server["ProtocolVersion"] ?? string.Empty)),
        ];
    }

    private async Task<Evidence<IReadOnlyList<ConsulIntention>>> IntentionsAsync(Visibility sees, CancellationToken cancellation) => sees.Intentions
        ? await Look.AtAsync(Visibility.IntentionPermission, () => new Intentions(client, SilentLog.Instance).ListAsync(cancellation)).ConfigureAwait(false)
        : Look.Missing<IReadOnlyList<ConsulIntention>>(EvidenceState.NoPermission, Visibility.IntentionPermission);

    // The list is filtered in silence; whether it may be seen is asked first, where ACLs are on.
    private async Task<Evidence<int>> RemoteExecKeysAsync(CancellationToken cancellation)
    {
        const string Permission = "key_prefix \"_rexec/\" read";
        const string Question = """[{"Resource":"key","Segment":"_rexec/","Access":"read"}]""";
        return await Look.AtAsync(Permission, async () =>
        {
            ConsulAnswer may = await client.AskAsync(ConsulRequest.Post("internal/acl/authorize").WithBody(Question).Repeatable(), cancellation).ConfigureAwait(false);
            ConsulAnswer keys = await client.AskAsync(ConsulRequest.Get("kv/_rexec/").WithQuery("keys"), cancellation).ConfigureAwait(false);

            // 401: ACLs are off, and nothing is filtered. 404: there is no such key.
            bool sees = may.StatusCode == 401 || (may.IsSuccess && (bool?)may.ReadTree().First?["Allow"] == true);
            return !sees || keys.StatusCode == 403 ? (int?)null : keys.StatusCode == 404 ? 0 : keys.ReadTree().Count();
        }).ConfigureAwait(false) switch
        {
            { IsKnown: true, Value: { } count } => Look.Seen(count),
            { IsKnown: true } => Look.Missing<int>(EvidenceState.NoPermission, Permission),
            var missing => Look.Missing<int>(missing.State, missing.Reason),
        };
    }
}
