using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Finds the way from a certificate to one that is trusted, as Go does it: every certificate of <c>ca_file</c> is an anchor, an
/// intermediate one as well. For judging files; connections are verified by the platform.
/// </summary>
internal static class CertificateChain
{
    private const int LongestChain = 8;

    /// <summary>Why no chain leads to an anchor; null if one does.</summary>
    /// <param name="certificate">The certificate to verify.</param>
    /// <param name="intermediates">What came with it.</param>
    /// <param name="anchors">The certificates of the trusted file.</param>
    /// <param name="now">The time at which it has to be valid.</param>
    public static string? WhyUntrusted(byte[] certificate, IEnumerable<byte[]> intermediates, IReadOnlyList<byte[]> anchors, DateTimeOffset now)
    {
        List<Link> trusted = [.. anchors.Select(der => new Link(der))];
        List<Link> others = [.. intermediates.Select(der => new Link(der))];
        string reason = "no authority in the file has its issuer's name";
        IReadOnlyList<string> names = new Link(certificate).Facts.DnsNames;
        return Climb(new Link(certificate), depth: 0) ? null : reason;

        bool Climb(Link child, int depth)
        {
            if (trusted.Any(anchor => anchor.Der.SequenceEqual(child.Der)))
            {
                return true;
            }

            foreach (Link issuer in trusted.Concat(others).Where(candidate => candidate.Subject.SequenceEqual(child.Issuer)))
            {
                if (WhyNotSignedBy(child, issuer, depth, names, now) is string why)
                {
                    reason = why;
                }
                else if (trusted.Contains(issuer) || (depth < LongestChain && Climb(issuer, depth + 1)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static string? WhyNotSignedBy(Link child, Link issuer, int depth, IReadOnlyList<string> names, DateTimeOffset now)
    {
        ConsulCertificate authority = issuer.Facts;
        return !issuer.HasSigned(child) ? $"'{authority.Subject}' has the issuer's name, but another key signed it"
            : !authority.IsAuthority ? $"'{authority.Subject}' is no authority (CA:FALSE)"
            : authority.KeyUsages != X509KeyUsageFlags.None && (authority.KeyUsages & X509KeyUsageFlags.KeyCertSign) == 0
                ? $"'{authority.Subject}' may not sign certificates (no keyCertSign)"
            : now < authority.NotBefore || now > authority.NotAfter ? $"'{authority.Subject}' is valid only from {authority.NotBefore:yyyy-MM-dd} to {authority.NotAfter:yyyy-MM-dd}"
            : authority.PathLength < depth ? $"'{authority.Subject}' allows {authority.PathLength} authorities below it"
            : names.FirstOrDefault(name => !NameRules.IsPermitted(name, authority.PermittedNames)) is string name
                ? $"'{authority.Subject}' may not sign for the name '{name}'"
            : null;
    }

    private sealed class Link
    {
        public Link(byte[] der)
        {
            using var certificate = new X509Certificate2(der);
            Der = der;
            Subject = certificate.SubjectName.RawData;
            Issuer = certificate.IssuerName.RawData;
            Facts = CertificateReader.Read(certificate);
        }

        public byte[] Der { get; }

        public byte[] Subject { get; }

        public byte[] Issuer { get; }

        public ConsulCertificate Facts { get; }

        public bool HasSigned(Link child)
        {
            using var certificate = new X509Certificate2(Der);
            using RSA? rsa = certificate.GetRSAPublicKey();
            using ECDsa? ecdsa = rsa is null ? certificate.GetECDsaPublicKey() : null;
            return Signatures.Verify(child.Der, ecdsa, rsa);
        }
    }
}
