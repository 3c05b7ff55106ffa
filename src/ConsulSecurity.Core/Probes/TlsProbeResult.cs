using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Probes;

/// <summary>What a TLS listener showed to a client without a certificate.</summary>
/// <param name="Certificate">The certificate that is served now, whatever the files say.</param>
/// <param name="Protocol">The version that was agreed on; None where the handshake was refused.</param>
/// <param name="Reply">What came after the question: an answer means that no client certificate is demanded.</param>
internal sealed record TlsProbeResult(X509Certificate2 Certificate, SslProtocols Protocol, ProbeReply Reply)
{
    /// <summary>Whether a client certificate is demanded; null where neither an answer nor a refusal came.</summary>
    public bool? DemandsClientCertificate => Reply switch
    {
        ProbeReply.Answer => false,
        ProbeReply.Closed => true,
        _ => null,
    };
}
