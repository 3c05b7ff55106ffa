using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>ACL settings that do not do what they seem to.</summary>
internal static class AclInspection
{
    public static void Run(InspectionContext context)
    {
        bool enabled = context.Configuration.Bool("acl.enabled");
        if (!enabled && context.Said("acl.default_policy") is { Value: "deny" } policy && context.IsComplete)
        {
            context.Warning("AclNotEnabled", policy, "'default_policy' is deny, but ACLs are off, so that everything is allowed.", "Say enabled = true in the same block.");
        }

        SharedTokens(context);
    }

    private static void SharedTokens(InspectionContext context)
    {
        IEnumerable<IGrouping<object, MergedSetting>> shared = context.Configuration.Settings.Values
            .Where(s => s.Setting.Path.StartsWith("acl.tokens.", StringComparison.Ordinal) && s.Value is string { Length: > 0 })
            .GroupBy(s => s.Value)
            .Where(group => group.Count() > 1);
        foreach (MergedSetting[] tokens in shared.Select(group => group.OrderBy(s => s.Setting.Path, StringComparer.Ordinal).ToArray()))
        {
            context.Warning("TokenShared", tokens[1], $"The tokens '{tokens[0].Setting.Path}' and '{tokens[1].Setting.Path}' are the same.", "Make one token for each purpose.");
        }
    }
}
