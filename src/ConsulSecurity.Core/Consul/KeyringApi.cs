using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Gossip;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>The gossip keys of every ring of every datacenter: <c>/v1/operator/keyring</c>.</summary>
internal interface IKeyringApi
{
    /// <summary>The rings; needs <c>keyring:read</c>.</summary>
    Task<IReadOnlyList<GossipRing>> ListAsync(CancellationToken cancellation);

    /// <summary>Adds a key on every node; needs <c>keyring:write</c>, as do the next two.</summary>
    Task InstallAsync(GossipKey key, CancellationToken cancellation);

    /// <summary>Makes an installed key the one that is sent with.</summary>
    Task UseAsync(GossipKey key, CancellationToken cancellation);

    /// <summary>Takes away a key that is not primary.</summary>
    Task RemoveAsync(GossipKey key, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class KeyringApi(ConsulClient client) : IKeyringApi
{
    private const string Path = "operator/keyring";
    private const int Tries = 4;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private static readonly Regex s_failedNodes = new(@"\d+/\d+ nodes reported (failure|success)", RegexOptions.CultureInvariant);

    public async Task<IReadOnlyList<GossipRing>> ListAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await SendAsync(ConsulRequest.Get(Path), cancellation).ConfigureAwait(false);
        return [.. answer.ReadList<JObject>().Select(GossipRing.Read)];
    }

    // All three are the same when done twice, so they may be sent again.
    public Task InstallAsync(GossipKey key, CancellationToken cancellation) => SendAsync(WithKey(ConsulRequest.Post(Path), key), cancellation);

    public Task UseAsync(GossipKey key, CancellationToken cancellation) => SendAsync(WithKey(ConsulRequest.Put(Path), key), cancellation);

    public Task RemoveAsync(GossipKey key, CancellationToken cancellation) => SendAsync(WithKey(ConsulRequest.Delete(Path), key), cancellation);

    private static ConsulRequest WithKey(ConsulRequest request, GossipKey key) =>
        request.Repeatable().WithBody(JsonConvert.SerializeObject(new { Key = key.Reveal() }));

    // Each node answers a query by gossip in its own time; on a busy machine one may be late, and is there at the next try.
    private async Task<ConsulAnswer> SendAsync(ConsulRequest request, CancellationToken cancellation)
    {
        for (int i = 1; ; i++)
        {
            try
            {
                return await SendOnceAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (ConsulSecurityException e) when (e.ErrorId == GossipErrors.KeyringFailedId && i < Tries)
            {
                await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<ConsulAnswer> SendOnceAsync(ConsulRequest request, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (ConsulApiException e) when (e.Detail is { } text && text.Contains("encryption not enabled"))
        {
            throw GossipErrors.NotEncrypted(client.Connection, e);
        }
        catch (ConsulApiException e) when (e.Detail is { } text && text.Contains("must run against a server"))
        {
            throw GossipErrors.KeyringNeedsServer(client.Connection, e);
        }
        catch (ConsulApiException e) when (e.Detail is { } text && s_failedNodes.Match(text) is { Success: true } reason)
        {
            throw GossipErrors.KeyringFailed(client.Connection, reason.Value, e);
        }
    }
}
