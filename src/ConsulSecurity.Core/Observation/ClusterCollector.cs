using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
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
        Task<Evidence<IReadOnlyList<TokenEvidence>>> tokens = Look.AtAsync("acl:read", () => TokensAsync(cancellation));
        Task<Evidence<IReadOnlyList<RaftPeerEvidence>>> peers = Look.AtAsync("operator:read", () => PeersAsync(cancellation));
        Task<Evidence<IntentionEvidence>> intentions = IntentionsAsync(cancellation);
        return new ClusterSnapshot
        {
            Keyring = await keyring.ConfigureAwait(false),
            Members = await members.ConfigureAwait(false),
            Tokens = await tokens.ConfigureAwait(false),
            RaftPeers = await peers.ConfigureAwait(false),
            Intentions = await intentions.ConfigureAwait(false),
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

    private async Task<IReadOnlyList<TokenEvidence>> TokensAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.SendAsync(ConsulRequest.Get("acl/tokens"), cancellation).ConfigureAwait(false);
        return [.. answer.ReadList<JObject>().Select(ReadToken)];
    }

    private static TokenEvidence ReadToken(JObject token)
    {
        IReadOnlyList<string> Names(string list, string name) =>
            [.. (token[list] as JArray ?? []).Select(item => (string?)item[name] ?? string.Empty)];
        return new TokenEvidence(
            (string?)token["AccessorID"] ?? string.Empty,
            (string?)token["Description"] ?? string.Empty,
            Names("Policies", "Name"),
            Names("Roles", "Name"),
            Names("ServiceIdentities", "ServiceName"),
            Names("NodeIdentities", "NodeName"),
            token["ExpirationTime"] is { Type: not JTokenType.Null });
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

    private async Task<Evidence<IntentionEvidence>> IntentionsAsync(CancellationToken cancellation)
    {
        // The list is filtered in silence; whether everything may be seen is asked first, where ACLs are on.
        Evidence<IReadOnlyList<JObject>> list = await Look.AtAsync("service_prefix \"\" intentions:read", async () =>
        {
            ConsulAnswer answer = await client.SendAsync(ConsulRequest.Get("connect/intentions"), cancellation).ConfigureAwait(false);
            return (IReadOnlyList<JObject>)answer.ReadList<JObject>();
        }).ConfigureAwait(false);
        if (!list.IsKnown)
        {
            return Look.Missing<IntentionEvidence>(list.State, list.Reason);
        }

        return list.Value!.Count > 0 || await MaySeeIntentionsAsync(cancellation).ConfigureAwait(false)
            ? Look.Seen(Sum(list.Value!))
            : Look.Missing<IntentionEvidence>(EvidenceState.NoPermission, "service_prefix \"\" intentions:read");
    }

    private async Task<bool> MaySeeIntentionsAsync(CancellationToken cancellation)
    {
        const string Question = """[{"Resource":"intention","Segment":"*","Access":"read"}]""";
        ConsulAnswer answer = await client
            .AskAsync(ConsulRequest.Post("internal/acl/authorize").WithBody(Question).Repeatable(), cancellation).ConfigureAwait(false);

        // 401: ACLs are off, and nothing is filtered.
        return answer.StatusCode == 401 || (answer.IsSuccess && (bool?)answer.ReadTree().First?["Allow"] == true);
    }

    private static IntentionEvidence Sum(IReadOnlyList<JObject> intentions)
    {
        bool Is(JObject i, string source, string destination, string action) =>
            (string?)i["SourceName"] == source && (string?)i["DestinationName"] == destination && (string?)i["Action"] == action;
        return new IntentionEvidence(
            intentions.Count,
            intentions.Any(i => Is(i, "*", "*", "deny")),
            intentions.Any(i => Is(i, "*", "*", "allow")),
            [
                .. intentions
                    .Where(i => (string?)i["Action"] == "allow" && ((string?)i["SourceName"] == "*" || (string?)i["DestinationName"] == "*"))
                    .Select(i => $"{i["SourceName"]} => {i["DestinationName"]}"),
            ]);
    }
}
