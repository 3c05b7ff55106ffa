using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Whether the authority behind the certificate is sound, and really behind it.</summary>
internal static class AuthorityVerdicts
{
    private const int LargestBundle = 6;

    // Organisations that sign for everybody on the Internet.
    private static readonly string[] s_publicAuthorities =
    [
        "Let's Encrypt", "Internet Security Research Group", "DigiCert", "GlobalSign", "Sectigo", "COMODO", "Entrust", "GoDaddy", "Starfield",
        "Amazon", "Google Trust Services", "Microsoft Corporation", "IdenTrust", "Baltimore", "VeriSign", "GeoTrust", "Thawte", "Certum", "Actalis", "ZeroSSL",
    ];

    public static Verdict ChainVerifies(CertificateEvidence evidence)
    {
        if (evidence.Role == CertificateRole.Authority)
        {
            return Verdict.NotApplicable("It is an authority.");
        }

        if (evidence.Anchors is null)
        {
            return Verdict.Unknown("The authority is not known: name its certificate with -AuthorityPath.");
        }

        return CertificateChain.WhyUntrusted(evidence.Der, evidence.Chain, evidence.Anchors, evidence.Now) is string why
            ? Verdict.Fail("a chain to the agents' authority", why, "Every other agent refuses it (certificate signed by unknown authority).")
            : Verdict.Pass("It was signed by the agents' authority.", evidence.Certificate.Issuer);
    }

    public static Verdict AuthorityMaySign(CertificateEvidence evidence) => Each(evidence, authority =>
        !authority.IsAuthority ? Verdict.Fail("CA:TRUE", "CA:FALSE", $"'{authority.Subject}' is no authority.")
        : authority.KeyUsages != X509KeyUsageFlags.None && (authority.KeyUsages & X509KeyUsageFlags.KeyCertSign) == 0
            ? Verdict.Fail("keyCertSign", authority.KeyUsages.ToString(), $"'{authority.Subject}' may not sign certificates.")
        : evidence.Now < authority.NotBefore || evidence.Now >= authority.NotAfter
            ? Verdict.Fail("valid now", $"{authority.NotBefore:yyyy-MM-dd} to {authority.NotAfter:yyyy-MM-dd}", $"Nothing that '{authority.Subject}' signed is accepted.")
        : Verdict.Pass("The authority may sign and is valid.", $"to {authority.NotAfter:yyyy-MM-dd}"));

    public static Verdict AuthorityIsDedicated(CertificateEvidence evidence)
    {
        if (Authorities(evidence).Count > LargestBundle)
        {
            return Verdict.Fail(
                "the authority of Consul's agents alone", Authorities(evidence).Count + " certificates", "Every certificate of every one of them makes a member of the cluster.");
        }

        return Each(evidence, authority =>
            authority.Uris.Any(uri => uri.StartsWith("spiffe://", StringComparison.OrdinalIgnoreCase))
                ? Verdict.Fail("an authority for agents alone", $"'{authority.Subject}' is Connect's", "Every service's certificate would make a member of the cluster.")
            : s_publicAuthorities.Any(name => authority.Subject.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
                ? Verdict.Fail("a private authority", $"'{authority.Subject}' is public", "Everybody on the Internet can have a certificate of it.")
            : Verdict.Pass("The authority is private."));
    }

    public static Verdict AuthorityIsConfined(CertificateEvidence evidence) => Each(evidence, authority => authority.PermittedNames.Count > 0
        ? Verdict.Pass("The authority can sign for nothing else.", string.Join(", ", authority.PermittedNames))
        : Verdict.Fail("name constraints", "none", "A stolen key of the authority is good for names outside Consul as well."));

    private static IReadOnlyList<ConsulCertificate> Authorities(CertificateEvidence evidence) =>
        evidence.Role == CertificateRole.Authority ? [evidence.Certificate] : evidence.AnchorFacts;

    private static Verdict Each(CertificateEvidence evidence, Func<ConsulCertificate, Verdict> judge)
    {
        IReadOnlyList<ConsulCertificate> authorities = Authorities(evidence);
        if (authorities.Count == 0)
        {
            return Verdict.Unknown("The authority is not known: name its certificate with -AuthorityPath.");
        }

        List<Verdict> verdicts = [.. authorities.Select(judge)];
        return verdicts.Find(verdict => verdict.Outcome == FindingOutcome.Fail) ?? verdicts[0];
    }
}
