using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening;

/// <summary>A check of configuration entries of some kinds.</summary>
/// <param name="info">What it asks for.</param>
/// <param name="expected">What should be there, in words.</param>
/// <param name="kinds">The kinds.</param>
internal abstract class EntryCheck(HardeningCheckInfo info, string expected, params string[] kinds)
    : EvidenceCheck<IReadOnlyList<ConfigEntryEvidence>>(info, snapshot => snapshot.ConfigEntries)
{
    protected sealed override IEnumerable<Judgement> Judge(IReadOnlyList<ConfigEntryEvidence> seen, ClusterSnapshot snapshot)
    {
        List<ConfigEntryEvidence> entries = [.. seen.Where(entry => kinds.Contains(entry.Kind))];
        return entries.Count == 0
            ? [WithoutEntries()]
            : Offenders.Judge(
                from entry in entries let fault = Fault(entry) where fault is not null select (entry, fault),
                expected,
                found => found.entry.ToString(),
                found => found.fault);
    }

    /// <summary>What is wrong with an entry; null where nothing is.</summary>
    protected abstract string? Fault(ConfigEntryEvidence entry);

    /// <summary>What it comes to where there is no such entry.</summary>
    protected virtual Judgement WithoutEntries() => Judgement.NotApplicable(Offenders.Cluster, $"there is no entry of the kind {string.Join(" or ", kinds)}");

    protected static string? Text(ConfigEntryEvidence entry, string path) => entry.Settings.TryGetValue(path, out object? value) ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    protected static bool IsTrue(ConfigEntryEvidence entry, string path) => entry.Settings.TryGetValue(path, out object? value) && value is true;
}
