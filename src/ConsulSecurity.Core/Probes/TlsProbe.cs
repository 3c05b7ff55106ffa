using System;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace ConsulSecurity.Probes;

/// <summary>Sets TLS up without a certificate of ours and asks one question: what is served, and whether we are let in like that.</summary>
internal static class TlsProbe
{
    /// <summary>Null where the other side does not speak TLS; <paramref name="question"/> is what a client that is let in gets an answer to.</summary>
    public static async Task<TlsProbeResult?> RunAsync(ProbeConnection connection, byte[] question, TimeSpan timeout, CancellationToken cancellation)
    {
        X509Certificate2? served = null;
#pragma warning disable CA5359 // Looked at, not trusted: nothing secret is sent.
        using var tls = new SslStream(connection.Stream, leaveInnerStreamOpen: true, (_, certificate, _, _) =>
        {
            served = certificate is null ? null : new X509Certificate2(certificate.GetRawCertData());
            return true;
        });
#pragma warning restore CA5359
        bool demanded = false;
        try
        {
            Task handshake = tls.AuthenticateAsClientAsync("localhost", new X509CertificateCollection(), SslProtocols.None, checkCertificateRevocation: false);
            if (!await ProbeConnection.InTimeAsync(handshake, timeout, cancellation).ConfigureAwait(false))
            {
                return null;
            }
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            if (served is null)
            {
                return null;
            }

            // TLS 1.2 refuses within the handshake, after it has shown its own certificate.
            demanded = true;
        }

        ProbeReply reply = demanded ? ProbeReply.Closed : (await connection.AskAsync(tls, question, cancellation).ConfigureAwait(false)).Reply;
        return new TlsProbeResult(served!, demanded ? SslProtocols.None : tls.SslProtocol, reply);
    }
}
