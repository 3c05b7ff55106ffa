using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>A listener that shows one certificate for ever, as a sidecar does whose agent gets no new one.</summary>
internal sealed class StubbornSidecar : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslStreamCertificateContext _certificate;

    /// <param name="certificate">The certificate, with what goes along with it, in PEM.</param>
    /// <param name="key">Its key, in PEM.</param>
    public StubbornSidecar(string certificate, string key)
    {
        var along = new X509Certificate2Collection();
        along.ImportFromPem(certificate);
        along.RemoveAt(0);
        _certificate = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificate, key), along, offline: true);
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await using var tls = new SslStream(client.GetStream());
                try
                {
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate });
                }
                catch (Exception exception) when (exception is IOException or AuthenticationException)
                {
                    // The other end went away.
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
