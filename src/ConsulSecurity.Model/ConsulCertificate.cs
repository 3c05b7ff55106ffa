using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity;

/// <summary>A certificate as Consul and people look at it: whose it is, for which names, for how long, and where it was found.</summary>
public sealed class ConsulCertificate
{
    /// <summary>The file or the address that it came from; the file that it was written to.</summary>
    public string? Path { get; init; }

    /// <summary>The file of its private key, if one is known.</summary>
    public string? KeyPath { get; init; }

    /// <summary>What it is for, told by its names and uses.</summary>
    public CertificateRole Role { get; init; }

    /// <summary>The Consul datacenter in its names, for example <c>dc1</c>.</summary>
    public string? Datacenter { get; init; }

    /// <summary>The Consul domain in its names, for example <c>consul</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>The node in its names, if it has one.</summary>
    public string? Node { get; init; }

    /// <summary>The subject, for example <c>CN=server.dc1.consul</c>.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>The subject of the authority that signed it.</summary>
    public string Issuer { get; init; } = string.Empty;

    /// <summary>The serial number in lower-case hexadecimal.</summary>
    public string SerialNumber { get; init; } = string.Empty;

    /// <summary>The SHA-256 of the certificate in lower-case hexadecimal.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>The SHA-256 of the public key in lower-case hexadecimal: the same for every certificate of one key.</summary>
    public string PublicKeyFingerprint { get; init; } = string.Empty;

    /// <summary>The first moment of its validity.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>The last moment of its validity.</summary>
    public DateTimeOffset NotAfter { get; init; }

    /// <summary>How long it is still valid, from now; negative once it has expired.</summary>
    public TimeSpan Remaining => NotAfter - DateTimeOffset.UtcNow;

    /// <summary>The whole days of <see cref="Remaining"/>.</summary>
    public int DaysLeft => (int)Math.Floor(Remaining.TotalDays);

    /// <summary>Whether it carries the subject alternative name extension; without it Go programs accept no name at all.</summary>
    public bool HasAlternativeNames { get; init; }

    /// <summary>The DNS names that it is valid for.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The IP addresses that it is valid for.</summary>
    public IReadOnlyList<string> IPAddresses { get; init; } = [];

    /// <summary>The URIs that it is valid for; Consul Connect's certificates have one that begins with <c>spiffe://</c>.</summary>
    public IReadOnlyList<string> Uris { get; init; } = [];

    /// <summary>The kind of key, for example <c>EC P-256</c> or <c>RSA 2048</c>.</summary>
    public string KeyAlgorithm { get; init; } = string.Empty;

    /// <summary>The size of the key in bits.</summary>
    public int KeySize { get; init; }

    /// <summary>How it was signed, for example <c>ECDSA SHA-256</c>.</summary>
    public string SignatureAlgorithm { get; init; } = string.Empty;

    /// <summary>What the key may be used for.</summary>
    public X509KeyUsageFlags KeyUsages { get; init; }

    /// <summary>What the certificate may be used for: <c>serverAuth</c>, <c>clientAuth</c> or the number of another use.</summary>
    public IReadOnlyList<string> EnhancedKeyUsages { get; init; } = [];

    /// <summary>Whether it says that it is an authority's (CA:TRUE).</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Whether issuer and subject are the same.</summary>
    public bool IsSelfSigned { get; init; }

    /// <summary>How many authorities may stand between this one and a leaf; null without a limit.</summary>
    public int? PathLength { get; init; }

    /// <summary>The DNS names that an authority confines itself to; empty without name constraints.</summary>
    public IReadOnlyList<string> PermittedNames { get; init; } = [];

    /// <summary>The identifier of the key, in hexadecimal.</summary>
    public string? SubjectKeyId { get; init; }

    /// <summary>The identifier of the key that signed it, in hexadecimal.</summary>
    public string? AuthorityKeyId { get; init; }

    /// <summary>The certificates that came with it: what the file or the listener has beyond this one, in their order.</summary>
    public IReadOnlyList<ConsulCertificate> Chain { get; init; } = [];

    /// <summary>The certificate as PEM.</summary>
    public string Pem { get; init; } = string.Empty;

    /// <summary>The certificate as .NET's type, without its key.</summary>
    /// <returns>A new object; the caller disposes it.</returns>
    public X509Certificate2 ToX509Certificate() =>
        new(Convert.FromBase64String(string.Concat(Pem.Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))));

    /// <summary>The subject and the last day.</summary>
    /// <returns>For example <c>CN=server.dc1.consul, valid to 2027-11-22</c>.</returns>
    public override string ToString() => $"{Subject}, valid to {NotAfter:yyyy-MM-dd}";
}
