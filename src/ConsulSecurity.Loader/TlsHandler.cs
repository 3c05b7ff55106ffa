using System;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Loader;

/// <summary>HTTPS as netstandard2.0 cannot do it: with the whole chain of our certificate, and with a full handshake each time.</summary>
public static class TlsHandler
{
    /// <summary>Makes a handler for one connection's TLS settings.</summary>
    /// <param name="own">Our certificate with its key, and the authorities between it and the root; empty for none.</param>
    /// <param name="judge">Whether the server's certificate is to be believed.</param>
    /// <param name="connections">How many connections it may open.</param>
    /// <returns>The handler; the caller disposes it.</returns>
    public static HttpMessageHandler Create(X509Certificate2Collection own, RemoteCertificateValidationCallback judge, int connections)
    {
        X509Certificate2? leaf = own.FirstOrDefault(certificate => certificate.HasPrivateKey);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = connections,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = judge,

                // A resumed session shows the certificate that the server had when the session began: after a renewal or a change of
                // authority not the one that it has now.
                AllowTlsResume = false,
                ClientCertificateContext = leaf is null
                    ? null
                    : SslStreamCertificateContext.Create(leaf, [.. own.Where(certificate => !certificate.HasPrivateKey)], offline: true),
            },
        };
    }

    /// <summary>Hands the handler to Core, which cannot refer to this assembly.</summary>
    internal static void Register(Assembly core) =>
        core.GetType("ConsulSecurity.Consul.HttpTransport", throwOnError: true)!
            .GetProperty("TlsHandler")!
            .SetValue(null, (Func<X509Certificate2Collection, RemoteCertificateValidationCallback, int, HttpMessageHandler>)Create);
}
