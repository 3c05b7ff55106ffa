using System.Globalization;

namespace ConsulSecurity;

/// <summary>How a finding stands beside its outcome: against the earlier report, and who answers for it.</summary>
internal static class Standing
{
    public static string Of(HardeningFinding finding) => (Word(finding.Change), finding.Waiver) switch
    {
        ({ } change, { } waiver) => $"{change}; {Of(waiver)}",
        (null, { } waiver) => Of(waiver),
        ({ } change, null) => change,
        _ => string.Empty,
    };

    public static string Of(HardeningWaiver waiver) =>
        string.Format(CultureInfo.InvariantCulture, "waived by {0} until {1:yyyy-MM-dd}: {2}", waiver.Owner, waiver.Expires, waiver.Justification);

    public static string? Word(FindingChange change) => change switch
    {
        FindingChange.New => "new",
        FindingChange.StillThere => "still there",
        FindingChange.Mended => "mended",
        FindingChange.NotSeen => "failed before, not seen now",
        _ => null,
    };
}
