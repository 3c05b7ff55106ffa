using System;

namespace ConsulSecurity;

/// <summary>
/// Somebody answers for a fault until a day. The outcome and the score stay as they are; gates (<c>-FailOn</c>, <c>-Quiet</c>) let it pass.
/// </summary>
/// <param name="Check">The id of the check, for example <c>TLS-09</c>.</param>
/// <param name="Subject">What it is for, as the finding's subject; <c>*</c> and <c>?</c> stand for any characters and any one.</param>
/// <param name="Justification">Why the fault is borne.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day on which it counts (UTC).</param>
public sealed record HardeningWaiver(string Check, string Subject, string Justification, string Owner, DateTime Expires)
{
    /// <summary>Whether it counts at a time.</summary>
    /// <param name="time">When the evidence was taken.</param>
    /// <returns>True up to the end of its last day.</returns>
    public bool CountsAt(DateTimeOffset time) => time.UtcDateTime < Expires.Date.AddDays(1);

    /// <summary>What it is for, who answers and until when.</summary>
    /// <returns>For example <c>TLS-09 for s1: waived by ops until 2027-01-31 (migration)</c>.</returns>
    public override string ToString() => $"{Check} for {Subject}: waived by {Owner} until {Expires:yyyy-MM-dd} ({Justification})";
}
