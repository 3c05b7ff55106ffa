using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>
/// Waits until every server knows a token. A server that lags answers "ACL not found", and a client agent that asked it keeps to that
/// answer for half a minute; so nobody gets a token before.
/// </summary>
internal sealed class AclTokenReach(ConsulClient client, IOperationLog log)
{
    private static readonly RetryPolicy s_once = new() { WhileUnavailable = TimeSpan.Zero, WhileUnreachable = TimeSpan.Zero, TryTimeout = TimeSpan.FromSeconds(2) };

    private Task<IReadOnlyList<(string Name, ConsulClient? Direct)>>? _servers;

    /// <summary>How long to wait at most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for servers that can neither be asked nor be seen: longer than followers lag.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(1);

    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <summary>Finds the servers already, while tokens are being made.</summary>
    public void Prepare(CancellationToken cancellation) => _servers ??= FindServersAsync(cancellation);

    /// <summary>Waits for the newest of the tokens: servers take writes in order, so who knows it knows all.</summary>
    /// <exception cref="ConsulSecurityException"><c>AclTokenNotEverywhere</c>.</exception>
    public async Task WaitAsync(string accessor, long index, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Timeout);
        var missing = new ConcurrentDictionary<string, bool>();
        try
        {
            // The agent itself: a server, or a client, whose stale reads go to the server that it also asks about tokens.
            Task agent = UntilKnownAsync(client.Connection.ToString(), client, accessor, missing, late.Token);
            Prepare(late.Token);
            IReadOnlyList<(string Name, ConsulClient? Direct)> servers = await _servers!.ConfigureAwait(false);
            bool[] known = await Task.WhenAll(servers.Select(s => IsKnownAsync(s.Name, s.Direct, accessor, missing, late.Token))).ConfigureAwait(false);
            await agent.ConfigureAwait(false);
            string[] left = [.. servers.Where((_, i) => !known[i]).Select(s => s.Name)];
            if (left.Length > 0 || servers.Count == 0)
            {
                await WatchIndexAsync(left, index, late.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw AclErrors.TokenNotEverywhere(accessor, [.. missing.Keys.OrderBy(n => n, StringComparer.Ordinal)], Timeout);
        }
    }

    /// <summary>The same for a token that another program made; where the connection may not read it, as long as followers lag is waited.</summary>
    /// <exception cref="ConsulSecurityException"><c>AclTokenNotEverywhere</c>.</exception>
    public async Task WaitAsync(string accessor, CancellationToken cancellation)
    {
        try
        {
            ConsulAnswer answer = await client.AskAsync(Read(accessor), cancellation).ConfigureAwait(false);
            if (answer.IsSuccess || ConsulFault.Classify(answer.StatusCode, ConsulFault.Strip(answer.Body)) == ConsulFault.Kind.TokenUnknown)
            {
                await WaitAsync(accessor, answer.IsSuccess ? (long?)answer.Read<JObject>()["ModifyIndex"] ?? 0 : 0, cancellation).ConfigureAwait(false);
                return;
            }
        }
        catch (ConsulSecurityException e) when (e.ErrorId != "AclTokenNotEverywhere")
        {
            log.Verbose(e.Message);
        }

        log.Verbose($"The token '{accessor}' cannot be read at '{client.Connection}' (acl:read), so {Settling.TotalSeconds:0.#} s are waited.");
        await Delay(Settling, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<(string Name, ConsulClient? Direct)>> FindServersAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ClusterMember> members = await new AgentApi(client).MembersAsync(wan: false, cancellation).ConfigureAwait(false);
        return await Task.WhenAll(members
            .Where(m => m.IsServer && m.Status == MemberStatus.Alive)
            .Select(async m => (m.Name, await ConnectAsync(m, cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
    }

    // Null where its API does not answer: it may listen on loopback only.
    private async Task<ConsulClient?> ConnectAsync(ClusterMember server, CancellationToken cancellation)
    {
        if (client.Connection.Address.Scheme == "unix")
        {
            return null;
        }

        try
        {
            ConsulConnection connection = client.Connection.At(new UriBuilder(client.Connection.Address) { Host = server.Address }.Uri);
            var direct = new ConsulClient(connection, log, s_once);
            await direct.AskAsync(ConsulRequest.Get("status/leader").WithoutToken(), cancellation).ConfigureAwait(false);
            return direct;
        }
        catch (ConsulSecurityException e)
        {
            log.Verbose($"Server '{server.Name}' cannot be asked itself: {e.Message}");
            return null;
        }
    }

    private static ConsulRequest Read(string accessor) => ConsulRequest.Get("acl/token/" + ConsulRequest.Escape(accessor)).WithQuery("stale");

    // False where the server cannot be asked, or no longer.
    private async Task<bool> IsKnownAsync(string name, ConsulClient? server, string accessor, ConcurrentDictionary<string, bool> missing, CancellationToken cancellation)
    {
        try
        {
            if (server is not null)
            {
                await UntilKnownAsync(name, server, accessor, missing, cancellation).ConfigureAwait(false);
            }

            return server is not null;
        }
        catch (ConsulSecurityException e)
        {
            log.Verbose($"Server '{name}' cannot be asked itself: {e.Message}");
            return false;
        }
    }

    private async Task UntilKnownAsync(string name, ConsulClient server, string accessor, ConcurrentDictionary<string, bool> missing, CancellationToken cancellation)
    {
        missing[name] = true;
        while (!(await server.AskAsync(Read(accessor), cancellation).ConfigureAwait(false)).IsSuccess)
        {
            await Delay(TimeSpan.FromMilliseconds(10), cancellation).ConfigureAwait(false);
        }

        missing.TryRemove(name, out _);
    }

    // The leader looks at its servers every two seconds; without operator:read there is nothing but to wait.
    private async Task WatchIndexAsync(IReadOnlyCollection<string> servers, long index, CancellationToken cancellation)
    {
        var names = new HashSet<string>(servers, StringComparer.Ordinal);
        while (true)
        {
            ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("operator/autopilot/health"), cancellation).ConfigureAwait(false);
            JObject[] health = [.. (TryTree(answer)?["Servers"] ?? new JArray()).OfType<JObject>()];
            if (health.Length == 0)
            {
                log.Verbose($"Not all servers can be seen (operator:read), so {Settling.TotalSeconds:0.#} s are waited.");
                await Delay(Settling, cancellation).ConfigureAwait(false);
                return;
            }

            if (health.Where(s => names.Count == 0 || names.Contains((string?)s["Name"] ?? string.Empty)).All(s => ((long?)s["LastIndex"] ?? 0) >= index))
            {
                return;
            }

            await Delay(TimeSpan.FromMilliseconds(100), cancellation).ConfigureAwait(false);
        }
    }

    // An unhealthy cluster answers with status 429 and the same body.
    private static JToken? TryTree(ConsulAnswer answer) => answer.IsSuccess || answer.StatusCode == 429 ? answer.ReadTree() : null;
}
