using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>The objects of the ACL system, without a secret. The list of tokens has all that is known of them, so none is asked for alone.</summary>
internal sealed class AclCollector(ConsulClient client)
{
    private const string Permission = "acl:read";
    private const string Off = "ACLs are off: see ACL-01";

    private readonly AclApi _api = new(client);

    public async Task<ClusterSnapshot> CollectAsync(CancellationToken cancellation)
    {
        Task<Evidence<IReadOnlyList<AclToken>>> tokens = ListAsync(AclKind.Token, tree => AclObjects.Token(WithoutSecret(tree)), cancellation);
        Task<Evidence<IReadOnlyList<AclPolicy>>> policies = ReadAllAsync(AclKind.Policy, AclObjects.Policy, cancellation);
        Task<Evidence<IReadOnlyList<AclRole>>> roles = ListAsync(AclKind.Role, AclObjects.Role, cancellation);
        Task<Evidence<IReadOnlyList<AclAuthMethod>>> methods = ReadAllAsync(AclKind.AuthMethod, AclObjects.AuthMethod, cancellation);
        Task<Evidence<IReadOnlyList<AclBindingRule>>> rules = ListAsync(AclKind.BindingRule, AclObjects.BindingRule, cancellation);
        Task<Evidence<AclReplicationEvidence>> replication = Look.AtAsync(string.Empty, () => ReplicationAsync(cancellation)).OrOff(Off);
        return new ClusterSnapshot
        {
            Tokens = await tokens.ConfigureAwait(false),
            Policies = await policies.ConfigureAwait(false),
            Roles = await roles.ConfigureAwait(false),
            AuthMethods = await methods.ConfigureAwait(false),
            BindingRules = await rules.ConfigureAwait(false),
            Replication = await replication.ConfigureAwait(false),
        };
    }

    // From 1.11 the list tells secrets to those with acl:write.
    private static JObject WithoutSecret(JObject token)
    {
        token.Remove("SecretID");
        return token;
    }

    private static DateTimeOffset? Time(JToken? text) =>
        DateTimeOffset.TryParse((string?)text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year > 1 ? time : null;

    private Task<Evidence<IReadOnlyList<T>>> ListAsync<T>(AclKind kind, Func<JObject, T> read, CancellationToken cancellation) => Look.AtAsync(
        Permission,
        async () => (IReadOnlyList<T>)[.. (await _api.ListAsync(kind, cancellation).ConfigureAwait(false)).Select(read)]).OrOff(Off);

    // What the list leaves out, such as a policy's rules, is read one by one; what is gone by then is left out.
    private Task<Evidence<IReadOnlyList<T>>> ReadAllAsync<T>(AclKind kind, Func<JObject, T> read, CancellationToken cancellation) => Look.AtAsync(Permission, async () =>
    {
        IReadOnlyList<JObject> list = await _api.ListAsync(kind, cancellation).ConfigureAwait(false);
        IReadOnlyList<JObject?> found = await AtOnce
            .ForEachAsync(list, entry => _api.ReadAsync(kind, (string)entry[kind.IdField]!, cancellation)).ConfigureAwait(false);
        return (IReadOnlyList<T>)[.. found.OfType<JObject>().Select(read)];
    }).OrOff(Off);

    private async Task<AclReplicationEvidence> ReplicationAsync(CancellationToken cancellation)
    {
        JObject status = await client.SendAsync<JObject>(ConsulRequest.Get("acl/replication"), cancellation).ConfigureAwait(false);
        return new AclReplicationEvidence(
            (bool?)status["Enabled"] ?? false,
            (bool?)status["Running"] ?? false,
            (string?)status["SourceDatacenter"] ?? string.Empty,
            (string?)status["ReplicationType"] ?? string.Empty,
            Time(status["LastSuccess"]),
            Time(status["LastError"]));
    }
}
