using System;
using System.Net.Http;
using System.Security.Authentication;
using System.Threading;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Consul;

/// <summary>The HTTP connections to one agent, shared by all that use the same <see cref="ConsulConnection"/>.</summary>
internal sealed class HttpTransport : IDisposable
{
    private HttpTransport(HttpMessageHandler handler, Uri baseAddress, ServerTrust? trust)
    {
        Http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = baseAddress };
        Trust = trust;
    }

    /// <summary>Makes a handler that talks HTTP over the unix socket at a path; null where the platform cannot (Windows PowerShell).</summary>
    public static Func<string, HttpMessageHandler>? UnixSocketHandler { get; set; }

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

        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 128 };
        ServerTrust? trust = connection.Address.Scheme == "https" ? SetUpTls(handler, connection) : null;
        return new HttpTransport(handler, new Uri(connection.Address.GetLeftPart(UriPartial.Authority)), trust);
    }

    public void Dispose() => Http.Dispose();

    private static ServerTrust? SetUpTls(HttpClientHandler handler, ConsulConnection connection)
    {
        // Windows PowerShell 5.1 would offer TLS 1.0; None leaves the choice to a modern system.
        handler.SslProtocols = HostRuntime.IsNetFramework ? SslProtocols.Tls12 : SslProtocols.None;
        if (connection.ClientCertificate is { } certificate)
        {
            handler.ClientCertificateOptions = ClientCertificateOption.Manual;
            handler.ClientCertificates.AddRange(TlsFiles.ReadClientCertificate(certificate, connection.ClientKey!));
        }

        if (connection.SkipCertificateCheck)
        {
            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
            return null;
        }

        var trust = new ServerTrust(
        [
            .. connection.CACertificate is { } file ? TlsFiles.ReadAuthorities(file) : [],
            .. connection.CAPath is { } folder ? TlsFiles.ReadAuthorityFolder(folder) : [],
        ]);
        handler.ServerCertificateCustomValidationCallback = (_, agent, chain, errors) => trust.Accepts(agent, chain, errors);
        return trust;
    }
}
