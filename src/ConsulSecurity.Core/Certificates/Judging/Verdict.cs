namespace ConsulSecurity.Certificates.Judging;

/// <summary>What a rule says: the outcome, what should be, what is, and what comes of it.</summary>
internal sealed record Verdict(FindingOutcome Outcome, string Reason, string? Expected = null, string? Seen = null, Severity? Severity = null)
{
    public static Verdict Pass(string reason, string? seen = null) => new(FindingOutcome.Pass, reason, Seen: seen);

    public static Verdict Fail(string expected, string seen, string reason, Severity? severity = null) =>
        new(FindingOutcome.Fail, reason, expected, seen, severity);

    public static Verdict Unknown(string reason) => new(FindingOutcome.Unknown, reason);

    public static Verdict NotApplicable(string reason) => new(FindingOutcome.NotApplicable, reason);
}
