using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Integration.Tests.Rollout;

/// <summary>How a client of the load behaves.</summary>
internal enum LoadKind
{
    /// <summary>Never tries again.</summary>
    Raw,

    /// <summary>Tries the same agent again every 50 ms for up to 20 s.</summary>
    Retry,

    /// <summary>The same, taking the other agent in turns.</summary>
    FailOver,
}

/// <summary>
/// An open-loop load: every so many milliseconds a write of a key of its own and a read of it, whether those before have come back or not.
/// What was acknowledged is looked for at the end.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly LoadKind _kind;
    private readonly string[] _hosts;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly ConcurrentDictionary<string, int> _errors = new();
    private readonly List<Task> _operations = [];
    private readonly Task _run;
    private volatile HttpClient _http;
    private volatile string _scheme = "http";
    private int _failed;
    private int _retried;
    private long _longest;
    private long _longestOfAll;
    private int _count;

    public Load(LoadKind kind, int intervalMilliseconds, params string[] hosts)
    {
        _kind = kind;
        _hosts = hosts;
        _http = Client(null, null);
        _run = Task.Run(() => RunAsync(intervalMilliseconds));
    }

    public int Operations => _count;

    public int Failed => _failed;

    public int Retried => _retried;

    /// <summary>The longest time from the first try to the success of an operation that was tried again.</summary>
    public TimeSpan LongestWait => TimeSpan.FromMilliseconds(_longest);

    /// <summary>The longest that an operation took, tried again or held by the cluster.</summary>
    public TimeSpan Longest => TimeSpan.FromMilliseconds(_longestOfAll);

    /// <summary>When operations that had to be tried again began, and how long each took.</summary>
    public ConcurrentBag<(DateTimeOffset Begun, TimeSpan Took)> Waits { get; } = [];

    public IEnumerable<string> Acknowledged => _acknowledged;

    public string Errors => string.Join("; ", _errors.OrderByDescending(e => e.Value).Take(6).Select(e => $"{e.Value} x {e.Key}"));

    /// <summary>From now on by HTTPS, with a token: what an application does when it is told.</summary>
    public void MoveTo(string authorityPath, string token)
    {
        _http = Client(authorityPath, token);
        _scheme = "https";
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await Task.WhenAll(_operations);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>The keys of a load that the cluster has, read through its leader.</summary>
    public static async Task<HashSet<string>> StoredAsync(HttpClient http, string address)
    {
        string keys = await http.GetStringAsync(new Uri($"{address}/v1/kv/load/?keys&consistent"));
        return [.. JsonNode.Parse(keys)!.AsArray().Select(key => (string)key!)];
    }

    internal static HttpClient Client(string? authorityPath, string? token)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 60, ConnectTimeout = TimeSpan.FromSeconds(5) };
        if (authorityPath is not null)
        {
            X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(authorityPath);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { authority },
            };
        }

        var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(15) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Add("X-Consul-Token", token);
        }

        return client;
    }

    private async Task RunAsync(int interval)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; !_stop.IsCancellationRequested; i++)
        {
            long wait = ((long)i * interval) - clock.ElapsedMilliseconds;
            if (wait > 0)
            {
                await Task.Delay((int)wait);
            }

            string key = string.Create(CultureInfo.InvariantCulture, $"load/{_kind}/{i}");
            _operations.Add(Task.Run(() => OperateAsync(key)));
        }
    }

    private async Task OperateAsync(string key)
    {
        Interlocked.Increment(ref _count);
        var clock = Stopwatch.StartNew();
        string? error = null;
        for (int attempt = 0; attempt == 0 || (_kind != LoadKind.Raw && clock.Elapsed < s_patience); attempt++)
        {
            string host = _kind == LoadKind.FailOver ? _hosts[attempt % _hosts.Length] : _hosts[0];
            error = await TryAsync(key, host);
            if (error is null)
            {
                Max(ref _longestOfAll, clock.ElapsedMilliseconds);
                if (attempt > 0)
                {
                    Interlocked.Increment(ref _retried);
                    Max(ref _longest, clock.ElapsedMilliseconds);
                    Waits.Add((DateTimeOffset.UtcNow - clock.Elapsed, clock.Elapsed));
                }

                return;
            }

            _errors.AddOrUpdate(error, 1, (_, count) => count + 1);
            if (_kind != LoadKind.Raw)
            {
                await Task.Delay(50);
            }
        }

        Interlocked.Increment(ref _failed);
    }

    private async Task<string?> TryAsync(string key, string host)
    {
        try
        {
            var address = new Uri($"{_scheme}://{host}:{(_scheme == "https" ? 8501 : 8500)}/v1/kv/{key}");
            HttpClient http = _http;
            using var content = new StringContent(key);
            using HttpResponseMessage written = await http.PutAsync(address, content);
            string text = await written.Content.ReadAsStringAsync();
            if (!written.IsSuccessStatusCode)
            {
                return $"PUT {(int)written.StatusCode} {Short(text)}";
            }

            _acknowledged.Add(key);
            using HttpResponseMessage read = await http.GetAsync(address);
            text = await read.Content.ReadAsStringAsync();
            return read.IsSuccessStatusCode ? null : $"GET {(int)read.StatusCode} {Short(text)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.IO.IOException)
        {
            return Short((exception.InnerException ?? exception).Message);
        }
    }

    private static string Short(string text) => new([.. text.Trim().Take(70).Where(c => !char.IsDigit(c))]);

    private static void Max(ref long target, long value)
    {
        long seen = Interlocked.Read(ref target);
        while (value > seen)
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
