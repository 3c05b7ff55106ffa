using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Commands;

/// <summary>Chooses checks as PowerShell chooses things: by wildcard, without regard to case.</summary>
internal static class HardeningCheckFilter
{
    /// <exception cref="ConsulSecurityException"><c>HardeningCheckUnknown</c>: an id without wildcard that no check has.</exception>
    public static IReadOnlyList<HardeningCheck> Select(string[]? ids, CheckArea[]? areas, Severity? minimum, int level)
    {
        string? unknown = ids?.FirstOrDefault(id => !WildcardPattern.ContainsWildcardCharacters(id) && !Matching(CheckCatalog.All, id).Any());
        if (unknown is not null)
        {
            throw HardeningErrors.CheckUnknown(unknown);
        }

        return
        [
            .. CheckCatalog.All.Where(check =>
                (ids is null || ids.Any(id => Matching([check], id).Any()))
                && (areas is null || areas.Contains(check.Info.Area))
                && (minimum is null || check.Info.Severity >= minimum)
                && (check.Info.Level <= level || ids is not null)),
        ];
    }

    private static IEnumerable<HardeningCheck> Matching(IEnumerable<HardeningCheck> checks, string id)
    {
        WildcardPattern pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase);
        return checks.Where(check => pattern.IsMatch(check.Info.Id));
    }
}
