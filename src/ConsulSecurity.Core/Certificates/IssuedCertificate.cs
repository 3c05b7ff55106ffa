using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>A certificate fresh from the authority.</summary>
/// <param name="Order">What it was made for.</param>
/// <param name="Content">What stands in it.</param>
/// <param name="Certificates">The certificate, then the intermediate ones that go with it.</param>
/// <param name="Key">Its key; null if the key stayed where the request came from.</param>
internal sealed record IssuedCertificate(
    CertificateOrder Order, CertificateContent Content, IReadOnlyList<byte[]> Certificates, PrivateKey? Key) : IDisposable
{
    /// <summary>All certificates as one PEM text, as <c>cert_file</c> takes it.</summary>
    public string ToPem() => string.Concat(Certificates.Select(der => Pem.Encode("CERTIFICATE", der)));

    public void Dispose() => Key?.Dispose();
}
