using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Consul;

/// <summary>The HTTP connections to one agent, shared by all that use the same <see cref="ConsulConnection"/>.</summary>
internal sealed class HttpTransport : IDisposable
{
    private const int MaxConnections = 128;

    private HttpTransport(HttpMessageHandler handler, Uri baseAddress, ServerTrust? trust)
    {
        Http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = baseAddress };
        Trust = trust;
    }

    /// <summary>Makes a handler that talks HTTP over the unix socket at a path; null where the platform cannot (Windows PowerShell).</summary>
    public static Func<string, HttpMessageHandler>? UnixSocketHandler { get; set; }

    /// <summary>Makes a handler for HTTPS that sends the whole chain of our certificate; null where the platform cannot (Windows PowerShell).</summary>
    public static Func<X509Certificate2Collection, RemoteCertificateValidationCallback, int, HttpMessageHandler>? TlsHandler { get; set; }

    public HttpClient Http { get; }

    /// <summary>How the agent's certificate is judged; null where there is none or it is not looked at.</summary>
    public ServerTrust? Trust { get; }

    /// <exception cref="ConsulSecurityException">A certificate file cannot be used, or unix sockets are not to be had.</exception>
    public static HttpTransport For(ConsulConnection connection)
    {
        if (connection.Address.Scheme == "unix")
        {
            Func<string, HttpMessageHandler> make = UnixSocketHandler ?? throw ConsulErrors.UnixSocketNotSupported(connection);
            return new HttpTransport(make(ConsulEnvironment.UnixPath(connection.Address)), new Uri("http://localhost"), null);
        }

        var address = new Uri(connection.Address.GetLeftPart(UriPartial.Authority));
        if (connection.Address.Scheme != "https")
        {
            return new HttpTransport(PlainHandler(), address, null);
        }

        X509Certificate2Collection own = connection.ClientCertificate is { } file ? TlsFiles.ReadClientCertificate(file, connection.ClientKey!) : [];
        ServerTrust? trust = connection.SkipCertificateCheck ? null : ReadTrust(connection);
        return new HttpTransport(
            TlsHandler?.Invoke(own, (_, agent, chain, errors) => trust?.Accepts((X509Certificate2?)agent, chain, errors) ?? true, MaxConnections)
                ?? PlainHandler(own, trust),
            address,
            trust);
    }

    public void Dispose() => Http.Dispose();

    private static HttpClientHandler PlainHandler() => new() { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = MaxConnections };

    /// <summary>What Windows PowerShell has: of our certificate only the leaf is sent, unless the system knows its authorities.</summary>
    internal static HttpClientHandler PlainHandler(X509Certificate2Collection own, ServerTrust? trust)
    {
        HttpClientHandler handler = PlainHandler();

        // Windows PowerShell 5.1 would offer TLS 1.0; None leaves the choice to a modern system.
        handler.SslProtocols = HostRuntime.IsNetFramework ? SslProtocols.Tls12 : SslProtocols.None;
        if (own.Count > 0)
        {
            handler.ClientCertificateOptions = ClientCertificateOption.Manual;
            handler.ClientCertificates.AddRange(own);
        }

        handler.ServerCertificateCustomValidationCallback = (_, agent, chain, errors) => trust?.Accepts(agent, chain, errors) ?? true;
        return handler;
    }

    private static ServerTrust ReadTrust(ConsulConnection connection) => new(
    [
        .. connection.CACertificate is { } file ? TlsFiles.ReadAuthorities(file) : [],
        .. connection.CAPath is { } folder ? TlsFiles.ReadAuthorityFolder(folder) : [],
    ]);
}
