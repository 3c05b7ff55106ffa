using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ConsulSecurity.Observation;

/// <summary>Makes one of several looks at the same node: of each piece of evidence the one that was seen, the latest first.</summary>
internal static class NodeMerge
{
    private static readonly PropertyInfo[] s_evidence =
    [
        .. typeof(NodeSnapshot).GetProperties()
            .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Evidence<>)),
    ];

    public static IReadOnlyList<NodeSnapshot> Of(IReadOnlyList<NodeSnapshot> looks) =>
        [.. looks.GroupBy(look => look.Name, StringComparer.Ordinal).Select(same => same.Aggregate(Merge))];

    private static NodeSnapshot Merge(NodeSnapshot earlier, NodeSnapshot later)
    {
        NodeSnapshot merged = earlier with
        {
            Address = earlier.Address ?? later.Address,
            Version = earlier.Version ?? later.Version,
            IsServer = earlier.IsServer ?? later.IsServer,
            Host = later.Configuration.IsKnown ? later.Host : earlier.Host,
        };
        foreach (PropertyInfo property in s_evidence.Where(p => Rank(p.GetValue(later)!) >= Rank(p.GetValue(earlier)!)))
        {
            property.SetValue(merged, property.GetValue(later));
        }

        return merged;
    }

    /// <summary>What was seen counts most, then a reason why it was not, then that nobody looked.</summary>
    private static int Rank(object evidence) => (EvidenceState)evidence.GetType().GetProperty(nameof(Evidence<int>.State))!.GetValue(evidence)! switch
    {
        EvidenceState.Known => 2,
        EvidenceState.NotAsked => 0,
        _ => 1,
    };
}
