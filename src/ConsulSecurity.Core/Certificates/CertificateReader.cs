using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConsulSecurity.Certificates;

/// <summary>Tells what stands in a certificate. The platform parses it; extensions that it does not know are read by <see cref="DerReader"/>.</summary>
internal static class CertificateReader
{
    /// <exception cref="CryptographicException">The bytes are no certificate, or one of its extensions is damaged.</exception>
    public static ConsulCertificate Read(byte[] der, string? path = null, string? keyPath = null, IReadOnlyList<ConsulCertificate>? chain = null)
    {
        using var certificate = new X509Certificate2(der);
        return Read(certificate, path, keyPath, chain);
    }

    /// <exception cref="CryptographicException">One of its extensions is damaged.</exception>
    public static ConsulCertificate Read(
        X509Certificate2 certificate, string? path = null, string? keyPath = null, IReadOnlyList<ConsulCertificate>? chain = null)
    {
        AlternativeNames names = AlternativeNames.Of(certificate);
        bool isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
        AgentName agent = AgentName.Of(names.DnsNames, isAuthority);
        (string keyAlgorithm, int keySize) = KeyOf(certificate);
        return new ConsulCertificate
        {
            Path = path,
            KeyPath = keyPath,
            Chain = chain ?? [],
            Role = agent.Role,
            Datacenter = agent.Datacenter,
            Domain = agent.Domain,
            Node = agent.Node,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            IsSelfSigned = certificate.SubjectName.RawData.SequenceEqual(certificate.IssuerName.RawData),
            SerialNumber = certificate.SerialNumber.ToLowerInvariant(),
            Fingerprint = Hex.Sha256(certificate.RawData),
            PublicKeyFingerprint = Hex.Sha256(PublicKeyInfo(certificate.RawData)),
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            HasAlternativeNames = names.Present,
            DnsNames = names.DnsNames,
            IPAddresses = names.IPAddresses,
            Uris = names.Uris,
            KeyAlgorithm = keyAlgorithm,
            KeySize = keySize,
            SignatureAlgorithm = Signatures.NameOf(certificate.SignatureAlgorithm.Value),
            KeyUsages = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None,
            EnhancedKeyUsages = EnhancedKeyUsages(certificate),
            IsAuthority = isAuthority,
            PathLength = certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault(c => c.HasPathLengthConstraint)?.PathLengthConstraint,
            PermittedNames = PermittedNames(certificate),
            SubjectKeyId = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifier?.ToLowerInvariant(),
            AuthorityKeyId = AuthorityKeyId(certificate),
            Pem = Pem.Encode("CERTIFICATE", certificate.RawData),
        };
    }

    /// <summary>The bytes of the public key with its algorithm (SubjectPublicKeyInfo).</summary>
    public static byte[] PublicKeyInfo(byte[] certificate)
    {
        DerReader content = new DerReader(certificate).Enter(DerReader.Sequence).Enter(DerReader.Sequence);
        if (content.PeekTag() == 0xA0)
        {
            content.ReadEncoded();
        }

        // serial number, algorithm, issuer, validity, subject
        for (int i = 0; i < 5; i++)
        {
            content.ReadEncoded();
        }

        return content.ReadEncoded();
    }

    /// <summary>The DNS names of a certificate's permitted subtrees.</summary>
    private static List<string> PermittedNames(X509Certificate2 certificate)
    {
        var names = new List<string>();
        if (certificate.Extensions[Oids.NameConstraints] is not X509Extension extension)
        {
            return names;
        }

        DerReader constraints = new DerReader(extension.RawData).Enter(DerReader.Sequence);
        if (constraints.PeekTag() != 0xA0)
        {
            return names;
        }

        DerReader subtrees = constraints.Enter(0xA0);
        while (!subtrees.AtEnd)
        {
            DerReader name = subtrees.Enter(DerReader.Sequence).Next(out int tag);
            if (tag == 0x82)
            {
                names.Add(Encoding.ASCII.GetString(name.Rest()));
            }
        }

        return names;
    }

    private static string? AuthorityKeyId(X509Certificate2 certificate)
    {
        if (certificate.Extensions[Oids.AuthorityKeyId] is not X509Extension extension)
        {
            return null;
        }

        DerReader content = new DerReader(extension.RawData).Enter(DerReader.Sequence);
        return content.PeekTag() == 0x80 ? Hex.Of(content.Enter(0x80).Rest()) : null;
    }

    private static string[] EnhancedKeyUsages(X509Certificate2 certificate) =>
    [
        .. certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Select(oid => oid.Value switch { Oids.ServerAuth => "serverAuth", Oids.ClientAuth => "clientAuth", _ => oid.Value ?? string.Empty }),
    ];

    private static (string Name, int Bits) KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using RSA? rsa = certificate.GetRSAPublicKey();
            using ECDsa? ecdsa = rsa is null ? certificate.GetECDsaPublicKey() : null;
            return rsa is not null ? ("RSA " + rsa.KeySize, rsa.KeySize)
                : ecdsa is not null ? (KeyKind.OfCurveBits(ecdsa.KeySize)?.Name ?? "EC " + ecdsa.KeySize, ecdsa.KeySize)
                : (certificate.PublicKey.Oid.Value ?? "unknown", 0);
        }
        catch (CryptographicException)
        {
            return (certificate.PublicKey.Oid.Value ?? "unknown", 0);
        }
    }
}
