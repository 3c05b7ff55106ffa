using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening;

/// <summary>Which checks are run, how severe each is, by which numbers, and what is waived: data, from a file.</summary>
internal sealed record HardeningProfile
{
    public static readonly HardeningProfile Everything = new() { Level = 2 };

    /// <summary>Null where no profile was named.</summary>
    public string? Name { get; init; }

    /// <summary>The checks of this level and below.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Ids with wildcards; of these only.</summary>
    public IReadOnlyList<string> Checks { get; init; } = ["*"];

    /// <summary>Ids with wildcards; without these.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Severities by id, in place of the catalogue's.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>Numbers by id and name, in place of the catalogue's.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Parameters { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, long>>();

    public IReadOnlyList<HardeningWaiver> Waivers { get; init; } = [];

    /// <summary>The checks that it chooses, as it has them.</summary>
    public IEnumerable<HardeningCheck> Choose(IEnumerable<HardeningCheck> catalogue) => catalogue
        .Where(check => check.Info.Level <= Level
            && Checks.Any(pattern => Glob.Matches(pattern, check.Info.Id))
            && !Without.Any(pattern => Glob.Matches(pattern, check.Info.Id)))
        .Select(Changed);

    /// <summary>A check with the profile's severity and numbers.</summary>
    public HardeningCheck Changed(HardeningCheck check)
    {
        HardeningCheckInfo info = check.Info;
        if (Severities.TryGetValue(info.Id, out Severity severity))
        {
            info = info with { Severity = severity };
        }

        if (Parameters.TryGetValue(info.Id, out IReadOnlyDictionary<string, long>? numbers))
        {
            info = info with { Parameters = info.Parameters.ToDictionary(p => p.Key, p => numbers.TryGetValue(p.Key, out long value) ? value : p.Value) };
        }

        return info == check.Info ? check : check.With(info);
    }
}
