using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Certificates;

/// <summary>An authority with its key at hand: checked once when it is opened, then ready to sign.</summary>
internal sealed class SigningAuthority : IDisposable
{
    private static readonly TimeSpan s_usualValidity = TimeSpan.FromDays(1825);

    private SigningAuthority(string path, IReadOnlyList<byte[]> certificates, PrivateKey key)
    {
        using var certificate = new X509Certificate2(certificates[0]);
        Path = path;
        Certificates = certificates;
        Certificate = CertificateReader.Read(certificate, path);
        Key = key;
        Subject = certificate.SubjectName.RawData;
        KeyId = Certificate.SubjectKeyId is null ? CertificateEncoder.KeyId(key.PublicKeyBits) : Hex.Parse(Certificate.SubjectKeyId);
    }

    /// <summary>The file that it came from, or is going to; for messages.</summary>
    public string Path { get; }

    public ConsulCertificate Certificate { get; }

    /// <summary>Its certificate first, then those of the authorities above it that its file has.</summary>
    public IReadOnlyList<byte[]> Certificates { get; }

    public PrivateKey Key { get; }

    /// <summary>Its subject, byte for byte.</summary>
    public byte[] Subject { get; }

    public byte[] KeyId { get; }

    /// <summary>The certificates that a leaf brings along so that those who know only the root can verify it.</summary>
    public IEnumerable<byte[]> Intermediates => Certificate.IsSelfSigned
        ? []
        : Certificates.Where(der => !CertificateReader.Read(der).IsSelfSigned);

    /// <summary>Opens an authority from its files and refuses whatever could not sign.</summary>
    /// <exception cref="ConsulSecurityException">
    /// <c>AuthorityKeyMissing</c>, <c>NotAnAuthority</c>, <c>AuthorityNotValidNow</c>, <c>KeyDoesNotMatch</c> and what reading the files throws.
    /// </exception>
    public static SigningAuthority Open(string path, string? keyPath, SecureString? passphrase, DateTimeOffset now)
    {
        IReadOnlyList<byte[]> certificates = CertificateFile.ReadDer(path, passphrase);
        Require(CertificateReader.Read(certificates[0], path), path, now);
        keyPath ??= CertificateFile.FindKey(path) ?? CertificateFile.KeyPathOf(path);
        if (!File.Exists(keyPath))
        {
            throw CertificateErrors.AuthorityKeyMissing(path, keyPath);
        }

        return Join(path, certificates, keyPath, KeyFile.Read(keyPath, passphrase));
    }

    /// <summary>The same from texts; <paramref name="name"/> stands for the files in messages.</summary>
    /// <exception cref="ConsulSecurityException">As of <see cref="Open"/>.</exception>
    public static SigningAuthority FromPem(string certificates, string key, string name, DateTimeOffset now)
    {
        byte[][] chain = CertificateFile.OfPem(certificates, name);
        Require(CertificateReader.Read(chain[0], name), name, now);
        return Join(name, chain, name, KeyFile.FromPem(key, name));
    }

    private static void Require(ConsulCertificate certificate, string path, DateTimeOffset now)
    {
        if (!certificate.IsAuthority || (certificate.KeyUsages != X509KeyUsageFlags.None && (certificate.KeyUsages & X509KeyUsageFlags.KeyCertSign) == 0))
        {
            throw CertificateErrors.NotAnAuthority(path);
        }

        if (now < certificate.NotBefore || now >= certificate.NotAfter)
        {
            throw CertificateErrors.AuthorityExpired(path, certificate.NotBefore, certificate.NotAfter);
        }
    }

    private static SigningAuthority Join(string path, IReadOnlyList<byte[]> certificates, string keyPath, PrivateKey key)
    {
        if (key.Fingerprint() != CertificateReader.Read(certificates[0], path).PublicKeyFingerprint)
        {
            key.Dispose();
            throw CertificateErrors.KeyDoesNotMatch(path, keyPath);
        }

        return new SigningAuthority(path, certificates, key);
    }

    /// <summary>Makes a root, or an intermediate authority if there is one above it.</summary>
    /// <exception cref="ConsulSecurityException"><c>DnsNameInvalid</c>, <c>AuthorityPathLength</c>, <c>CertificateOutlivesAuthority</c>.</exception>
    public static SigningAuthority Create(AuthorityOrder order, string path, SigningAuthority? parent, DateTimeOffset now)
    {
        CheckNames(order);
        DateTimeOffset notBefore = Later(now - CertificateIssuer.Backdating, parent?.Certificate.NotBefore);
        DateTimeOffset notAfter = CertificateIssuer.End(now, order.Validity, s_usualValidity, parent?.Certificate.NotAfter);
        PrivateKey key = PrivateKey.Generate(order.KeyAlgorithm);
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        byte[] serialNumber = CertificateEncoder.NewSerialNumber(random);
        var content = new CertificateContent
        {
            CommonName = order.CommonName ?? (order.TrustDomain is null ? "Consul Agent CA " : "Consul Connect CA ") + Hex.Of(serialNumber),
            NotBefore = notBefore,
            NotAfter = notAfter,
            KeyUsages = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            IsAuthority = true,
            PathLength = PathLength(order, parent),
            PermittedNames = PermittedNames(order),
            Uris = order.TrustDomain is null ? [] : ["spiffe://" + order.TrustDomain],
        };
        byte[] der = CertificateEncoder.Encode(
            content,
            serialNumber,
            key.PublicKeyInfo,
            key.PublicKeyBits,
            parent?.Subject ?? CertificateEncoder.Name(content.CommonName),
            parent?.KeyId ?? CertificateEncoder.KeyId(key.PublicKeyBits),
            parent?.Key ?? key);
        return new SigningAuthority(path, [der, .. parent?.Intermediates ?? []], key);
    }

    /// <summary>Whether its key signed a certificate; the name alone would not tell it from an authority of the same name.</summary>
    public bool HasSigned(ConsulCertificate certificate)
    {
        using X509Certificate2 leaf = certificate.ToX509Certificate();
        using var own = new X509Certificate2(Certificates[0]);
        using RSA? rsa = own.GetRSAPublicKey();
        using ECDsa? ecdsa = rsa is null ? own.GetECDsaPublicKey() : null;
        return leaf.IssuerName.RawData.SequenceEqual(Subject) && Signatures.Verify(leaf.RawData, ecdsa, rsa);
    }

    /// <summary>Its certificate and the intermediate ones above it as one PEM text.</summary>
    public string ToPem() => string.Concat(Certificates.Select(der => Pem.Encode("CERTIFICATE", der)));

    public void Dispose() => Key.Dispose();

    private static void CheckNames(AuthorityOrder order)
    {
        foreach (string name in order.PermittedNames.Concat([order.Domain]).Where(name => !NameRules.IsDnsName(name)))
        {
            throw CertificateErrors.DnsNameInvalid(name);
        }
    }

    private static int? PathLength(AuthorityOrder order, SigningAuthority? parent)
    {
        if (parent is null)
        {
            return order.PathLength;
        }

        int wanted = order.PathLength ?? 0;
        return parent.Certificate.PathLength is int above && wanted >= above ? throw CertificateErrors.PathTooLong(parent.Path) : wanted;
    }

    private static string[] PermittedNames(AuthorityOrder order) => order.PermittedNames.Count == 0
        ? []
        : [.. order.PermittedNames.Concat([order.Domain, "localhost"]).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static DateTimeOffset Later(DateTimeOffset moment, DateTimeOffset? other) => other > moment ? other.Value : moment;
}
