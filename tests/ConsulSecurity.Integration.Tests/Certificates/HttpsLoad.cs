using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>
/// Writes through every agent all the time, each time over a new TLS connection with the certificate and the authorities that are in
/// the agent's files just then, and tries again as every client of Consul does.
/// </summary>
internal sealed class HttpsLoad : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly ConsulCluster _cluster;
    private readonly string _token;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _written = [];
    private readonly ConcurrentBag<string> _lost = [];
    private readonly Task _task;

    public HttpsLoad(ConsulCluster cluster, string token)
    {
        _cluster = cluster;
        _token = token;
        _task = Task.WhenAll(cluster.Agents.Select(agent => Task.Run(() => WriteAsync(agent))));
    }

    /// <summary>A client that reads its files anew for each connection, and makes one for each request.</summary>
    public static HttpClient Client(ConsulAgent agent) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions
        {
            LocalCertificateSelectionCallback = (_, _, _, _, _) => Own(agent),
            RemoteCertificateValidationCallback = (_, served, _, _) => IsTrusted(agent, served!),
        },
    })
    { BaseAddress = new Uri($"https://{agent.Address}:8501") };

    public async Task AssertNothingLostAsync(int atLeast)
    {
        while (_written.Count < atLeast && !_task.IsCompleted)
        {
            await Task.Delay(50);
        }

        await _stop.CancelAsync();
        await _task;
        Assert.Empty(_lost);
        JsonNode? keys = await _cluster["s1"].GetAsync("/v1/kv/load?keys&consistent");
        Assert.Empty(_written.Except(keys!.AsArray().Select(key => (string)key!)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _task;
        _stop.Dispose();
    }

    private async Task WriteAsync(ConsulAgent agent)
    {
        using HttpClient client = Client(agent);
        client.DefaultRequestHeaders.Add("X-Consul-Token", _token);
        for (int i = 0; !_stop.IsCancellationRequested; i++)
        {
            string key = $"load/{agent.Name}/{i}";
            if (await TryAsync(client, key) is string reason)
            {
                _lost.Add($"{key}: {reason}");
            }
            else
            {
                _written.Add(key);
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Why a write failed for longer than clients are patient; null if it was acknowledged.</summary>
    private static async Task<string?> TryAsync(HttpClient client, string key)
    {
        DateTime end = DateTime.UtcNow + s_patience;
        while (true)
        {
            string reason;
            try
            {
                using var content = new StringContent("x");
                using HttpResponseMessage response = await client.PutAsync(new Uri("/v1/kv/" + key, UriKind.Relative), content);
                if (response.IsSuccessStatusCode)
                {
                    return null;
                }

                reason = await response.Content.ReadAsStringAsync();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or System.Security.Cryptography.CryptographicException)
            {
                reason = (exception.InnerException ?? exception).Message;
            }

            if (DateTime.UtcNow > end)
            {
                return reason;
            }

            await Task.Delay(50);
        }
    }

    private static X509Certificate2 Own(ConsulAgent agent) => X509Certificate2.CreateFromPemFile(
        Path.Combine(agent.Folder, "agent.pem"), Path.Combine(agent.Folder, "agent-key.pem"));

    private static bool IsTrusted(ConsulAgent agent, X509Certificate served)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(agent.Folder, "ca.pem"));
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build((X509Certificate2)served);
    }
}
