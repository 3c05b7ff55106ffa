using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Certificates;

/// <summary>Looks at the certificates that a listener serves. It trusts nothing and sends nothing: the handshake alone shows them.</summary>
internal static class ListenerCertificates
{
    // The first byte on Consul's RPC port says what follows; 3 is TLS.
    private static readonly byte[] s_rpcTls = [0x03];

    /// <summary>The certificate that is served, with what comes along as its chain.</summary>
    /// <exception cref="ConsulSecurityException"><c>ListenerUnreachable</c> or <c>ListenerWithoutTls</c>.</exception>
    public static async Task<ConsulCertificate> ReadAsync(
        ListenerAddress address, string? serverName, TimeSpan timeout, CancellationToken cancellationToken) =>
        (await LookAsync(address, serverName, timeout, cancellationToken).ConfigureAwait(false)).Served;

    /// <summary>The certificate that is served, and the authorities that a caller's certificate may be from.</summary>
    /// <exception cref="ConsulSecurityException"><c>ListenerUnreachable</c> or <c>ListenerWithoutTls</c>.</exception>
    public static async Task<ListenerView> LookAsync(
        ListenerAddress address, string? serverName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var client = new TcpClient();
        using CancellationTokenRegistration abort = limit.Token.Register(client.Dispose);
        try
        {
            await client.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or NullReferenceException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw CertificateErrors.ListenerUnreachable(address, exception);
        }

        (List<byte[]> served, string[]? accepted) = await HandshakeAsync(client, address, serverName).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (served.Count == 0)
        {
            throw CertificateErrors.ListenerWithoutTls(address);
        }

        ConsulCertificate[] chain = [.. served.Skip(1).Select(der => CertificateReader.Read(der, address.ToString()))];
        return new ListenerView(CertificateReader.Read(served[0], address.ToString(), chain: chain), accepted);
    }

    private static async Task<(List<byte[]> Served, string[]? Accepted)> HandshakeAsync(TcpClient client, ListenerAddress address, string? serverName)
    {
        var served = new List<byte[]>();
        string[]? accepted = null;
        try
        {
            NetworkStream network = client.GetStream();
            if (address.IsRpc)
            {
                await network.WriteAsync(s_rpcTls, 0, 1).ConfigureAwait(false);
            }

            using var tls = new SslStream(
                network,
                leaveInnerStreamOpen: false,
                (_, certificate, chain, _) => Keep(served, certificate, chain),
                (_, _, _, server, issuers) =>
                {
                    // Asked a first time before the handshake, when nothing is known of the server yet.
                    accepted = server is null ? accepted : issuers;
                    return null!;
                });
            await tls.AuthenticateAsClientAsync(serverName ?? address.Host, null, SslProtocols.None, checkCertificateRevocation: false).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            // A server that wants a certificate of ours ends the handshake, but has shown its own by then.
        }

        return (served, accepted);
    }

    private static bool Keep(List<byte[]> served, X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is not null)
        {
            served.Add(certificate.GetRawCertData());
            served.AddRange(SentAlong(chain).Where(der => !der.SequenceEqual(served[0])));
        }

        // Nothing is sent on this connection; whether to trust it is for others to say.
        return true;
    }

    // What the platform found in its own stores stands in the chain as well; what the listener sent is in the extra store.
    private static IEnumerable<byte[]> SentAlong(X509Chain? chain) =>
        chain?.ChainPolicy.ExtraStore.Cast<X509Certificate2>().Select(certificate => certificate.RawData) ?? [];
}
