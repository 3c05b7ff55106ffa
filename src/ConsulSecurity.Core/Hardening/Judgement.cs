namespace ConsulSecurity.Hardening;

/// <summary>What a check says of one thing, before it becomes a finding.</summary>
internal sealed record Judgement(FindingOutcome Outcome, string Subject)
{
    public string Expected { get; init; } = string.Empty;

    public string Seen { get; init; } = string.Empty;

    public string Reason { get; init; } = string.Empty;

    public SourceLocation? Location { get; init; }

    public static Judgement Of(bool holds, string subject, string expected, string seen, SourceLocation? location = null) =>
        new(holds ? FindingOutcome.Pass : FindingOutcome.Fail, subject) { Expected = expected, Seen = seen, Location = location };

    /// <param name="subject">What could not be judged.</param>
    /// <param name="reason">The permission, file or parameter that would settle it.</param>
    public static Judgement Unknown(string subject, string reason) => new(FindingOutcome.Unknown, subject) { Reason = reason };

    public static Judgement NotApplicable(string subject, string reason) => new(FindingOutcome.NotApplicable, subject) { Reason = reason };
}
