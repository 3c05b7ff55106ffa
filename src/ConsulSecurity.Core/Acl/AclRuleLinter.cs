using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Acl;

/// <summary>Warns of rules that grant more than a service or an application should have (rules ACL-18, ACL-19, ACL-23 to ACL-25, EXE-06).</summary>
internal static class AclRuleLinter
{
    public const string BroadPrefix = "AclBroadPrefix";
    public const string PowerfulResource = "AclPowerfulResource";
    public const string PrefixCoversServices = "AclPrefixCoversServices";
    public const string IntentionsOfOthers = "AclIntentionsWrite";
    public const string RemoteExec = "AclRemoteExec";

    /// <summary>Adds what it finds to the document's diagnostics.</summary>
    /// <param name="document">The rules.</param>
    /// <param name="services">The services that are registered; empty where that is not known.</param>
    public static void Lint(AclRuleDocument document, IReadOnlyList<string> services)
    {
        DiagnosticBag bag = document.Syntax.DiagnosticBag;
        foreach (AclRawRule rule in document.Rules)
        {
            AclAccess access = AclWords.Parse(rule.Word) ?? AclAccess.Deny;
            if (access == AclAccess.Write)
            {
                LintWrite(bag, rule, services);
            }

            if (AclWords.Parse(rule.IntentionsWord) == AclAccess.Write)
            {
                bag.Warning(
                    IntentionsOfOthers,
                    rule.Span,
                    $"Who has this rule decides which services may call {Name(rule)}; a service's own token should not.",
                    "Leave 'intentions' out, and give it to those who manage the mesh.");
            }
        }
    }

    private static void LintWrite(DiagnosticBag bag, AclRawRule rule, IReadOnlyList<string> services)
    {
        if (!rule.Resource.HasSegments)
        {
            string power = rule.Resource == AclResource.Acl ? "make itself any token" : rule.Resource == AclResource.Keyring ? "change the gossip keys" : "change how the cluster runs";
            bag.Warning(PowerfulResource, rule.Span, $"With {rule.ToRule()} a token can {power}.", "Give it to administrators only.");
        }
        else if (rule.IsPrefix && rule.Segment.Length == 0)
        {
            string danger = rule.Resource == AclResource.Service ? ": it can pose as any of them" : string.Empty;
            bag.Warning(BroadPrefix, rule.Span, $"This rule grants write on every {rule.Resource.Name}{danger}.", $"Name what is meant: {rule.Resource.Name} \"name\" {{ policy = \"write\" }}.");
        }
        else if (rule.IsPrefix && rule.Resource == AclResource.Service)
        {
            LintServicePrefix(bag, rule, services);
        }

        if ((rule.Resource.Name == "event" && rule.Segment == "_rexec") || (rule.Resource == AclResource.Key && rule.Segment.StartsWith("_rexec", StringComparison.Ordinal)))
        {
            bag.Warning(RemoteExec, rule.Span, "This rule is a part of remote execution: with it commands can be run on agents that have it on.", "Take it away.");
        }
    }

    private static void LintServicePrefix(DiagnosticBag bag, AclRawRule rule, IReadOnlyList<string> services)
    {
        string[] covered = [.. services.Where(s => s.StartsWith(rule.Segment, StringComparison.Ordinal)).OrderBy(s => s, StringComparer.Ordinal)];
        if (covered.Length != 1)
        {
            string which = covered.Length == 0 ? "every service whose name begins so" : $"{covered.Length} registered services ({string.Join(", ", covered.Take(5))}{(covered.Length > 5 ? ", ..." : string.Empty)})";
            bag.Warning(
                PrefixCoversServices, rule.Span, $"This rule grants write on {which}: a token of one can pose as the others.", $"Write service \"{rule.Segment}\" for one service.");
        }
    }

    private static string Name(AclRawRule rule) => !rule.IsPrefix ? $"'{rule.Segment}'" : rule.Segment.Length == 0 ? "any service" : $"those that begin with '{rule.Segment}'";
}
