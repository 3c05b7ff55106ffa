using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Holds a certificate against the rules TLS-22 to TLS-38.</summary>
internal static class CertificateJudge
{
    public static IReadOnlyList<CertificateRule> Rules { get; } =
    [
        new("TLS-22", "Certificate and key are there and nobody else can change them", Severity.High, FileVerdicts.FilesAreThere),
        new("TLS-23", "The key is the certificate's", Severity.Critical, FileVerdicts.KeyMatches),
        new("TLS-24", "A chain leads to the agents' authority", Severity.Critical, AuthorityVerdicts.ChainVerifies),
        new("TLS-25", "A server's certificate names server.<datacenter>.<domain>", Severity.Critical, NameVerdicts.ServerIsNamed),
        new("TLS-26", "Nobody but a server has a server's name", Severity.Critical, NameVerdicts.OthersAreNoServer),
        new("TLS-27", "The certificate has subject alternative names", Severity.High, NameVerdicts.AlternativeNamesAreThere),
        new("TLS-28", "An agent's certificate is good for localhost", Severity.Low, NameVerdicts.LocalhostIsNamed),
        new("TLS-29", "An agent's certificate is for both ends of a connection", Severity.High, NameVerdicts.UsesFitTheRole),
        new("TLS-30", "The certificate is valid, and will be for a while", Severity.High, TimeVerdicts.IsValidNow),
        new("TLS-31", "The certificate is not valid for too long", Severity.Low, TimeVerdicts.IsShortLived),
        new("TLS-32", "The authority may sign and is valid", Severity.High, AuthorityVerdicts.AuthorityMaySign),
        new("TLS-33", "Key and signature are strong", Severity.Medium, KeyVerdicts.IsStrong),
        new("TLS-34", "The authority is private and for Consul's agents alone", Severity.High, AuthorityVerdicts.AuthorityIsDedicated),
        new("TLS-35", "The authority is confined to Consul's names", Severity.Info, AuthorityVerdicts.AuthorityIsConfined),
        new("TLS-36", "The authority's key is on no agent", Severity.Critical, FileVerdicts.AuthorityKeyIsElsewhere),
        new("TLS-37", "The private key is for its owner alone", Severity.Critical, FileVerdicts.KeyIsPrivate),
        new("TLS-38", "Every agent has a key pair of its own", Severity.Medium, KeyVerdicts.KeyIsItsOwn),
    ];

    public static IReadOnlyList<CertificateFinding> Judge(CertificateEvidence evidence) => [.. Rules.Select(rule => rule.Apply(evidence))];

    /// <summary>Whether nothing of medium severity or worse fails.</summary>
    public static bool IsAcceptable(IEnumerable<CertificateFinding> findings) =>
        !findings.Any(finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error && finding.Severity >= Severity.Medium);
}
