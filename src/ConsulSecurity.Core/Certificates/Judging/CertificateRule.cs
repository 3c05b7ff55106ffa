using System;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>One rule of the benchmark that a certificate can be held against.</summary>
/// <param name="Id">For example <c>TLS-25</c>.</param>
/// <param name="Title">What it asks for.</param>
/// <param name="Severity">How bad it is where the verdict does not say otherwise.</param>
/// <param name="Judge">The judgement.</param>
internal sealed record CertificateRule(string Id, string Title, Severity Severity, Func<CertificateEvidence, Verdict> Judge)
{
    /// <summary>Judges, and makes a finding of whatever comes out, an exception included.</summary>
    public CertificateFinding Apply(CertificateEvidence evidence)
    {
        Verdict verdict;
        try
        {
            verdict = Judge(evidence);
        }
        catch (Exception exception)
        {
            verdict = new Verdict(FindingOutcome.Error, $"The rule could not be applied ({exception.Message}).");
        }

        return new CertificateFinding
        {
            Id = Id,
            Title = Title,
            Outcome = verdict.Outcome,
            Severity = verdict.Severity ?? Severity,
            Subject = evidence.Certificate.Path,
            Expected = verdict.Expected,
            Seen = verdict.Seen,
            Reason = verdict.Reason,
        };
    }
}
