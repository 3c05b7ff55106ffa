using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Connect;

/// <summary>The steps from the intentions that there are to those that should be, in an order that opens no gap and cuts nobody off in between.</summary>
internal static class IntentionPlan
{
    /// <summary>New and changed ones come first, the most exact before the broader; those that go come after, the broadest first.</summary>
    /// <param name="current">What there is.</param>
    /// <param name="desired">What should be.</param>
    /// <param name="prune">Whether those that are not desired go.</param>
    public static IReadOnlyList<IntentionChange> Make(
        IEnumerable<ConsulIntention> current, IEnumerable<ConsulIntention> desired, bool prune)
    {
        Dictionary<string, ConsulIntention> before = current.Where(i => i.SourcePeer is null).ToDictionary(Key);
        List<ConsulIntention> after = [.. desired];
        IEnumerable<IntentionChange> set = after
            .Select(intention => new IntentionChange { Before = before.TryGetValue(Key(intention), out ConsulIntention? old) ? old : null, After = intention })
            .Where(change => change.Before is null || !IsSame(change.Before, change.After!))
            .OrderByDescending(change => change.After!.Precedence);
        if (!prune)
        {
            return [.. set];
        }

        var kept = new HashSet<string>(after.Select(Key));
        IEnumerable<IntentionChange> removed = before
            .Where(pair => !kept.Contains(pair.Key))
            .Select(pair => new IntentionChange { Before = pair.Value })
            .OrderBy(change => change.Before!.Precedence);
        return [.. set, .. removed];
    }

    // The server has no two that differ in case alone.
    public static string Key(ConsulIntention intention) => $"{intention.Source}\n{intention.Destination}".ToUpperInvariant();

    private static bool IsSame(ConsulIntention one, ConsulIntention other) =>
        one.Destination == other.Destination
        && string.Equals(IntentionJson.WriteSource(one).ToString(), IntentionJson.WriteSource(other).ToString(), StringComparison.Ordinal);
}
