using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl.Vault;

/// <summary>Vault's HTTP API, with its token in a header.</summary>
internal sealed class VaultClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Uri _address;
    private readonly SecureString _token;
    private readonly HttpTransport _transport;

    /// <param name="address">https, or http on loopback.</param>
    /// <param name="token">Vault's.</param>
    /// <param name="authority">A PEM file with the authorities of its certificate; null for the system's.</param>
    /// <exception cref="ConsulSecurityException"><c>VaultInsecure</c>, <c>ConsulCertificateFileUnusable</c>.</exception>
    public VaultClient(Uri address, SecureString token, string? authority)
    {
        bool isPlain = address.IsAbsoluteUri && address.Scheme == "http" && address.IsLoopback;
        if (!isPlain && (!address.IsAbsoluteUri || address.Scheme != "https"))
        {
            throw VaultErrors.Insecure(address.IsAbsoluteUri ? address : new Uri("http://" + address.OriginalString));
        }

        _address = address;
        _token = token;
        _transport = HttpTransport.For(new ConsulConnection(address) { CACertificate = authority });
    }

    public void Dispose() => _transport.Dispose();

    /// <summary>What there is at a path; null where there is nothing. Reading credentials makes them.</summary>
    public Task<JObject?> ReadAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task WriteAsync(string path, JObject body, CancellationToken cancellation) => SendAsync(HttpMethod.Post, path, body, cancellation);

    private async Task<JObject?> SendAsync(HttpMethod method, string path, JObject? body, CancellationToken cancellation)
    {
        string request = $"{method} /v1/{path}";
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(s_patience);
        try
        {
            using var message = new HttpRequestMessage(method, "/v1/" + path);
            message.Headers.TryAddWithoutValidation("X-Vault-Token", _token.Reveal());
            message.Headers.TryAddWithoutValidation("X-Vault-Request", "true");
            if (body is not null)
            {
                message.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = await _transport.Http.SendAsync(message, timeout.Token).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            return Read(request, (int)response.StatusCode, text);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw VaultErrors.TimedOut(_address, request, s_patience);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw _transport.Trust?.Refusal is { } reason ? VaultErrors.Untrusted(_address, reason, e) : VaultErrors.Unreachable(_address, e);
        }
    }

    private JObject? Read(string request, int status, string text)
    {
        JObject? tree = Parse(request, status, text);
        if (status is >= 200 and < 300)
        {
            return tree;
        }

        string said = string.Join(" ", (tree?["errors"] as JArray ?? new JArray()).Select(e => e.ToString().Trim()));

        // Nothing at the path of an engine, as against a path without an engine.
        return status == 404 && said.Length == 0 && tree is not null ? null : throw VaultErrors.FromAnswer(_address, request, status, said.Length == 0 ? "(no text)." : said);
    }

    private JObject? Parse(string request, int status, string text)
    {
        try
        {
            return text.Trim().Length == 0 ? null : JObject.Parse(text);
        }
        catch (JsonException e)
        {
            // The answer may hold secrets: it is not repeated.
            return status < 400 ? throw VaultErrors.NotUnderstood(_address, request, e) : null;
        }
    }
}
