using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>Finds the ACL tokens that stand in a node's configuration, and asks the cluster whose they are.</summary>
internal sealed class TokenFinder(SecretLabels labels)
{
    /// <summary>The setting's name, or <c>service web</c> for a definition.</summary>
    public FoundToken Found(string where, string secret, SourceLocation? location) => new(
        new TokenUseEvidence { Where = where, Label = labels.Of(secret), IsRandomUuid = SecretLabels.IsRandomUuid(secret), Location = location },
        SecureText.Hide(secret));

    public IEnumerable<FoundToken> InSettings(MergedConfiguration merged) =>
        from setting in merged.Settings.Values
        where setting.Setting.IsSecret && IsToken(setting.Setting.Path)
        from said in setting.Said
        where said.Value is string { Length: > 0 }
        select Found(setting.Setting.Path, (string)said.Value, said.Location);

    /// <summary>
    /// Asks whose each token is, by being it (<c>acl/token/self</c>, which needs no permission); not over a connection that others could read.
    /// </summary>
    public static async Task<IReadOnlyList<TokenUseEvidence>> ResolveAsync(
        IReadOnlyList<FoundToken> found, ConsulClient? client, CancellationToken cancellation)
    {
        FoundToken[] distinct = [.. found.GroupBy(f => f.Use.Label).Select(same => same.First())];
        IReadOnlyList<Evidence<string>> owners = await AtOnce.ForEachAsync(distinct, token => OwnerAsync(token, client, cancellation)).ConfigureAwait(false);
        Dictionary<string, Evidence<string>> byLabel = distinct.Zip(owners, (token, owner) => (token.Use.Label, owner))
            .ToDictionary(pair => pair.Label, pair => pair.owner, StringComparer.Ordinal);
        return [.. found.Select(f => f.Use with { Accessor = byLabel[f.Use.Label] })];
    }

    private static Task<Evidence<string>> OwnerAsync(FoundToken token, ConsulClient? client, CancellationToken cancellation)
    {
        if (client is null)
        {
            return Task.FromResult(Look.Missing<string>(EvidenceState.NotAsked, "a connection (-Connection)"));
        }

        Uri address = client.Connection.Address;
        bool isPrivate = address.Scheme is "https" or "unix" || address.IsLoopback || Hardening.Addresses.IsLoopback(address.Host);
        return !isPrivate
            ? Task.FromResult(Look.Missing<string>(EvidenceState.NotAsked, "a connection by HTTPS or on the same host, so that the token is not sent in the clear"))
            : Look.AtAsync("acl/token/self", async () =>
            {
                ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("acl/token/self").WithToken(token.Secret), cancellation).ConfigureAwait(false);
                return answer.IsSuccess ? (string?)answer.Read<JObject>()["AccessorID"] ?? string.Empty
                    : ConsulFault.Classify(answer.StatusCode, ConsulFault.Strip(answer.Body)) == ConsulFault.Kind.TokenUnknown ? string.Empty
                    : throw ConsulErrors.FromAnswer(client.Connection, answer);
            });
    }

    private static bool IsToken(string path) => path.StartsWith("acl.tokens.", StringComparison.Ordinal)
        || (path.StartsWith("acl_", StringComparison.Ordinal) && path.EndsWith("_token", StringComparison.Ordinal)) || path == "acl_token";
}
