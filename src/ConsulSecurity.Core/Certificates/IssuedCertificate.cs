using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>A certificate fresh from the authority.</summary>
internal sealed record IssuedCertificate : IDisposable
{
    /// <summary>What it was made for.</summary>
    public required CertificateOrder Order { get; init; }

    /// <summary>What stands in it.</summary>
    public required CertificateContent Content { get; init; }

    public required byte[] SerialNumber { get; init; }

    public required byte[] PublicKeyInfo { get; init; }

    public required byte[] PublicKeyBits { get; init; }

    public required string KeyAlgorithm { get; init; }

    public required int KeySize { get; init; }

    /// <summary>The certificate, then the intermediate ones that go with it.</summary>
    public required IReadOnlyList<byte[]> Certificates { get; init; }

    /// <summary>The certificate alone as PEM.</summary>
    public string CertificatePem { get => field ??= Pem.Encode("CERTIFICATE", Certificates[0]); }

    /// <summary>Its key; null if the key stayed where the request came from.</summary>
    public PrivateKey? Key { get; init; }

    /// <summary>All certificates as one PEM text, as <c>cert_file</c> takes it.</summary>
    public string ToPem() => CertificatePem + string.Concat(Certificates.Skip(1).Select(der => Pem.Encode("CERTIFICATE", der)));

    public void Dispose() => Key?.Dispose();
}
