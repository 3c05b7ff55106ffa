using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ConsulSecurity.Acl;

/// <summary>Writes rules in canonical form: values first, then exact rules, then prefixes, each by name.</summary>
internal static class AclRuleWriter
{
    /// <summary>The text of the rules in HCL.</summary>
    public static string Write(IEnumerable<AclRule> rules)
    {
        var text = new StringBuilder();
        foreach (AclRule rule in Sort(rules))
        {
            if (text.Length > 0 && rule.Segment is not null)
            {
                text.Append('\n');
            }

            WriteRule(text, rule);
        }

        return text.ToString();
    }

    /// <summary>The rules in the order in which they are written.</summary>
    public static IEnumerable<AclRule> Sort(IEnumerable<AclRule> rules) => rules
        .OrderBy(r => r.Segment is not null)
        .ThenBy(r => r.Resource, StringComparer.Ordinal)
        .ThenBy(r => r.IsPrefix)
        .ThenBy(r => r.Segment, StringComparer.Ordinal);

    private static void WriteRule(StringBuilder text, AclRule rule)
    {
        if (rule.Segment is null)
        {
            text.Append(rule).Append('\n');
            return;
        }

        text.Append(rule.Resource).Append(rule.IsPrefix ? "_prefix " : " ");
        AclRule.AppendQuoted(text, rule.Segment);
        string field = rule.Intentions is null ? "policy" : "policy    ";
        text.Append(" {\n  ").Append(field).Append(" = \"").Append(AclRule.Word(rule.Access)).Append("\"\n");
        if (rule.Intentions is { } intentions)
        {
            text.Append("  intentions = \"").Append(AclRule.Word(intentions)).Append("\"\n");
        }

        text.Append("}\n");
    }
}
