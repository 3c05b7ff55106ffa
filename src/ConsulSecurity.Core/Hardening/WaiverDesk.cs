using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening;

/// <summary>Hangs waivers on what fails, and says which waivers are good for nothing. Outcomes stay as they are.</summary>
internal sealed class WaiverDesk(IReadOnlyList<HardeningWaiver> waivers, DateTimeOffset time)
{
    private readonly ILookup<string, HardeningWaiver> _byCheck = waivers.ToLookup(waiver => waiver.Check, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<HardeningWaiver> _used = [];

    public HardeningFinding Hang(HardeningFinding finding)
    {
        HardeningWaiver? waiver = finding.Outcome == FindingOutcome.Fail
            ? _byCheck[finding.Id].Where(w => Glob.Matches(w.Subject, finding.Subject)).OrderByDescending(w => w.Expires).FirstOrDefault()
            : null;
        if (waiver is null)
        {
            return finding;
        }

        _used.Add(waiver);
        return waiver.CountsAt(time) ? finding with { Waiver = waiver } : finding;
    }

    /// <param name="judged">The ids of the checks that were run: of others it cannot be said whether a waiver is of use.</param>
    public IReadOnlyList<string> Warnings(IEnumerable<string> judged)
    {
        var run = new HashSet<string>(judged, StringComparer.OrdinalIgnoreCase);
        return [.. waivers.Select(waiver => Warning(waiver, run)).OfType<string>()];
    }

    private string? Warning(HardeningWaiver waiver, HashSet<string> run)
    {
        string what = $"The waiver of '{waiver.Check}' for '{waiver.Subject}' (owner '{waiver.Owner}')";
        if (!CheckCatalog.All.Any(check => string.Equals(check.Info.Id, waiver.Check, StringComparison.OrdinalIgnoreCase)))
        {
            return $"{what} is for a check that there is none of: see Get-ConsulHardeningCheck.";
        }

        if (!waiver.CountsAt(time))
        {
            return $"{what} expired on {waiver.Expires:yyyy-MM-dd} and does not count: mend the fault, or have the waiver renewed.";
        }

        return run.Contains(waiver.Check) && !_used.Contains(waiver) ? $"{what} waives nothing that fails: remove it." : null;
    }
}
