using System;
using System.Linq;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Whether the key is strong enough and nobody else's.</summary>
internal static class KeyVerdicts
{
    public static Verdict IsStrong(CertificateEvidence evidence)
    {
        ConsulCertificate certificate = evidence.Certificate;
        string seen = certificate.KeyAlgorithm + ", " + certificate.SignatureAlgorithm;
        bool strongKey = certificate.KeyAlgorithm.StartsWith("EC P-", StringComparison.Ordinal)
            || (certificate.KeyAlgorithm.StartsWith("RSA ", StringComparison.Ordinal) && certificate.KeySize >= 2048);
        return strongKey && Signatures.IsStrong(certificate.SignatureAlgorithm)
            ? Verdict.Pass("Key and signature are strong.", seen)
            : Verdict.Fail("EC P-256 or better, or RSA 2048 or more, with SHA-256 or better", seen, "It can be forged with enough effort, or Go's TLS does not take it.");
    }

    public static Verdict KeyIsItsOwn(CertificateEvidence evidence)
    {
        if (evidence.Others.Count == 0)
        {
            return Verdict.NotApplicable("It was judged alone: give several certificates to find keys that are used twice.");
        }

        string[] same =
        [
            .. evidence.Others
                .Where(other => !IsTheSameAgents(evidence.Certificate, other))
                .Where(other => other.PublicKeyFingerprint == evidence.Certificate.PublicKeyFingerprint
                    || (other.SerialNumber == evidence.Certificate.SerialNumber && other.Issuer == evidence.Certificate.Issuer))
                .Select(other => other.Path ?? other.Subject),
        ];
        return same.Length == 0
            ? Verdict.Pass("No other certificate has its key or serial number.")
            : Verdict.Fail("a key pair of its own", "shared with " + string.Join(", ", same), "One host's theft gives the others away, and none can be taken back alone.");
    }

    // An agent serves one certificate on several ports, and it is in its file as well.
    private static bool IsTheSameAgents(ConsulCertificate one, ConsulCertificate other)
    {
        if (one.Fingerprint != other.Fingerprint)
        {
            return false;
        }

        (string? oneHost, string? otherHost) = (ListenerAddress.HostOf(one.Path), ListenerAddress.HostOf(other.Path));
        return oneHost is null || otherHost is null ? one.Path == other.Path || oneHost != otherHost : oneHost == otherHost;
    }
}
