using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Describes a certificate that was just made by what it was made of; parsing it again would take longer than making it. A test
/// holds the two against each other.
/// </summary>
internal static class IssuedFacts
{
    public static ConsulCertificate Describe(IssuedCertificate issued, SigningAuthority authority, string? path, string? keyPath)
    {
        CertificateContent content = issued.Content;
        byte[] der = issued.Certificates[0];
        return new ConsulCertificate
        {
            Path = path,
            KeyPath = keyPath,
            Chain = issued.Certificates.Count == 1 ? [] : [.. issued.Certificates.Skip(1).Select(certificate => CertificateReader.Read(certificate, path))],
            Role = issued.Order.Role,
            Datacenter = issued.Order.Datacenter,
            Domain = issued.Order.Domain,
            Node = issued.Order.Node,
            Subject = "CN=" + content.CommonName,
            Issuer = authority.Certificate.Subject,
            SerialNumber = Hex.Of(issued.SerialNumber),
            Fingerprint = Hex.Sha256(der),
            PublicKeyFingerprint = Hex.Sha256(issued.PublicKeyInfo),
            NotBefore = content.NotBefore.UtcDateTime.AddTicks(-(content.NotBefore.Ticks % System.TimeSpan.TicksPerSecond)),
            NotAfter = content.NotAfter.UtcDateTime.AddTicks(-(content.NotAfter.Ticks % System.TimeSpan.TicksPerSecond)),
            HasAlternativeNames = true,
            DnsNames = content.DnsNames,
            IPAddresses = [.. content.IPAddresses.Select(address => address.ToString())],
            KeyAlgorithm = issued.KeyAlgorithm,
            KeySize = issued.KeySize,
            SignatureAlgorithm = Signatures.NameOf(authority.Key.Kind.SignatureOid),
            KeyUsages = content.KeyUsages,
            EnhancedKeyUsages = [.. content.ExtendedKeyUsages.Select(oid => oid == Oids.ServerAuth ? "serverAuth" : "clientAuth")],
            SubjectKeyId = Hex.Of(CertificateEncoder.KeyId(issued.PublicKeyBits)),
            AuthorityKeyId = Hex.Of(authority.KeyId),
            Pem = issued.CertificatePem,
        };
    }
}
