using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening;

/// <summary>Which checks are asked for: those of a profile, narrowed by id, area, severity and level.</summary>
internal sealed record CheckSelection
{
    public HardeningProfile Profile { get; init; } = new();

    /// <summary>Ids with wildcards; what is named here is run whatever level the profile has. Null for all of the profile.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    public IReadOnlyList<CheckArea>? Areas { get; init; }

    public Severity? MinimumSeverity { get; init; }

    /// <exception cref="ConsulSecurityException"><c>HardeningCheckUnknown</c>: an id without wildcard that no check has.</exception>
    public IReadOnlyList<HardeningCheck> Choose()
    {
        string? unknown = Ids?.FirstOrDefault(id => !Glob.IsPattern(id) && !CheckCatalog.All.Any(check => Glob.Matches(id, check.Info.Id)));
        if (unknown is not null)
        {
            throw HardeningErrors.CheckUnknown(unknown);
        }

        IEnumerable<HardeningCheck> chosen = Ids is null
            ? Profile.Choose(CheckCatalog.All)
            : CheckCatalog.All.Where(check => Ids.Any(id => Glob.Matches(id, check.Info.Id))).Select(Profile.Changed);
        return
        [
            .. chosen.Where(check =>
                (Areas is null || Areas.Contains(check.Info.Area)) && (MinimumSeverity is null || check.Info.Severity >= MinimumSeverity)),
        ];
    }
}
