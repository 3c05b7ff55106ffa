using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>Makes tokens and hands them out when every server knows them.</summary>
internal sealed class AclTokenMaker(ConsulClient client, IOperationLog log)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(24);

    /// <exception cref="ConsulSecurityException"><c>AclTokenLifetimeInvalid</c>.</exception>
    public static void CheckLifetime(TimeSpan lifetime, string name)
    {
        if (lifetime < s_shortest || lifetime > s_longest)
        {
            throw AclErrors.LifetimeInvalid(name, lifetime < s_shortest);
        }
    }

    public async Task<IReadOnlyList<AclOutcome>> MakeAsync(IReadOnlyList<JObject> tokens, CancellationToken cancellation)
    {
        AclChange[] changes = [.. tokens.Select(t => AclChange.Of(AclKind.Token, (string?)t["Description"] ?? "new", null, t))];
        var reach = new AclTokenReach(client, log);
        reach.Prepare(cancellation);
        IReadOnlyList<AclOutcome> outcomes = await new AclEditor(new AclApi(client), log).ApplyAsync(changes, cancellation).ConfigureAwait(false);
        JObject? newest = outcomes.Select(o => o.Result).OfType<JObject>().OrderBy(Index).LastOrDefault();
        if (newest is not null)
        {
            await reach.WaitAsync((string)newest["AccessorID"]!, Index(newest), cancellation).ConfigureAwait(false);
        }

        return outcomes;
    }

    private static long Index(JObject token) => (long?)token["ModifyIndex"] ?? 0;
}
