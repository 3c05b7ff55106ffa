using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Cli;

/// <summary>
/// An application that uses the demo's cluster all the time: every 50 ms it writes a key of its own, reads it, and asks for a service, through
/// either client agent, and tries again for 20 s at most. What was acknowledged is looked for at the end.
/// </summary>
internal sealed class DemoLoad : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<string> _agents;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly List<Task> _operations = [];
    private readonly Task _run;
    private volatile HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private volatile string _base = "http://{0}:8500";
    private int _failed;
    private int _retried;
    private long _longest;

    public DemoLoad(IReadOnlyList<string> agents)
    {
        _agents = agents;
        _run = Task.Run(RunAsync);
    }

    /// <summary>From now on by HTTPS and with a token, as an application is told to between the passes.</summary>
    public void MoveTo(string authorityPath, string clientCertificate, string clientKey, string token)
    {
        X509Certificate2 authority = new(authorityPath);
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(clientCertificate, clientKey);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        handler.SslOptions.ClientCertificates = [new X509Certificate2(pem.Export(X509ContentType.Pkcs12))];
        var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Add("X-Consul-Token", token);
        _http = http;
        _base = "https://{0}:8501";
    }

    /// <summary>Ends it and gives what it saw in one sentence; the second value is whether it is content.</summary>
    public async Task<(string Report, bool IsContent)> StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        await Task.WhenAll(_operations).ConfigureAwait(false);
        string[] stored = await _http.GetFromJsonAsync<string[]>(Address(0, "/v1/kv/demo/?keys&consistent")).ConfigureAwait(false) ?? [];
        int lost = _acknowledged.Except(stored).Count();
        string longest = (_longest / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        return ($"{_operations.Count} operations of an application meanwhile: {_failed} failed, {_retried} tried again (longest wait {longest} s); "
            + $"{_acknowledged.Count} acknowledged writes, {lost} lost.", _failed == 0 && lost == 0);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private Uri Address(int attempt, string path) => new(string.Format(CultureInfo.InvariantCulture, _base, _agents[attempt % _agents.Count]) + path);

    private async Task RunAsync()
    {
        for (int i = 0; !_stop.IsCancellationRequested; i++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"demo/{i}");
            _operations.Add(Task.Run(() => OperateAsync(key)));
            await Task.Delay(50).ConfigureAwait(false);
        }
    }

    private async Task OperateAsync(string key)
    {
        var clock = Stopwatch.StartNew();
        for (int attempt = 0; attempt == 0 || clock.Elapsed < s_patience; attempt++)
        {
            if (await TryAsync(key, attempt).ConfigureAwait(false))
            {
                if (attempt > 0)
                {
                    Interlocked.Increment(ref _retried);
                    lock (_stop)
                    {
                        _longest = Math.Max(_longest, clock.ElapsedMilliseconds);
                    }
                }

                return;
            }

            await Task.Delay(50).ConfigureAwait(false);
        }

        Interlocked.Increment(ref _failed);
    }

    private async Task<bool> TryAsync(string key, int attempt)
    {
        try
        {
            HttpClient http = _http;
            using var content = new StringContent(key);
            using HttpResponseMessage written = await http.PutAsync(Address(attempt, "/v1/kv/" + key), content).ConfigureAwait(false);
            if (!written.IsSuccessStatusCode)
            {
                return false;
            }

            _acknowledged.Add(key);
            using HttpResponseMessage read = await http.GetAsync(Address(attempt, "/v1/kv/" + key)).ConfigureAwait(false);
            object[]? found = await http.GetFromJsonAsync<object[]>(Address(attempt, "/v1/health/service/web?passing")).ConfigureAwait(false);
            return read.IsSuccessStatusCode && found is { Length: > 0 };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
