using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;

namespace ConsulSecurity.Acl;

/// <summary>
/// Reports what is wrong in rules before the server answers with a dump of its structures, or swallows it in silence.
/// </summary>
internal sealed class AclRuleChecker(HclDocument document, Version? version)
{
    private const string Dropped = "Consul leaves it out without a word";

    private readonly DiagnosticBag _diagnostics = document.DiagnosticBag;
    private readonly Dictionary<string, SourceSpan> _seen = new(StringComparer.Ordinal);

    public void Check()
    {
        foreach (HclItem item in document.Root.Items)
        {
            if (item.Keys.Length > 0 && item.Keys[0].Name is { } name)
            {
                CheckItem(item, name);
            }
        }
    }

    private void CheckItem(HclItem item, string name)
    {
        AclResource? resource = AclResource.All.FirstOrDefault(
            r => AclWords.SameName(name, r.Name) || (r.HasSegments && AclWords.SameName(name, r.Name + "_prefix")));
        SourceSpan span = item.Keys[0].Span;
        if (resource is null)
        {
            ReportUnknown(name, span);
            return;
        }

        if (!resource.IsKnownTo(version))
        {
            _diagnostics.Warning(
                AclErrors.ResourceTooNew, span, $"The resource '{name}' is known to Consul {resource.Since} and later; {version} drops the rule without a word.");
        }

        if (resource.HasSegments)
        {
            CheckLabels(item.WithoutFirstKey(), resource, name, span);
        }
        else
        {
            CheckScalar(item, resource, span);
        }
    }

    private void ReportUnknown(string name, SourceSpan span)
    {
        if (AclResource.Enterprise.Any(e => AclWords.SameName(e, name)))
        {
            _diagnostics.Warning(AclErrors.EnterpriseOnly, span, $"'{name}' is a rule of Consul Enterprise; elsewhere {Dropped}.");
            return;
        }

        string? nearest = Spelling.Nearest(name, AclResource.All.SelectMany(r => r.HasSegments ? new[] { r.Name, r.Name + "_prefix" } : [r.Name]));
        _diagnostics.Warning(
            AclErrors.ResourceUnknown,
            span,
            $"There is no resource '{name}'; {Dropped}.",
            nearest is null ? "The resources are " + string.Join(", ", AclResource.All) + "." : $"Write '{nearest}'.");
    }

    private void CheckScalar(HclItem item, AclResource resource, SourceSpan span)
    {
        string suggestion = $"Write {resource.Name} = \"read\", \"write\" or \"deny\".";
        if (item.Keys.Length > 1 || item.Value is HclObject)
        {
            _diagnostics.Error(AclErrors.ScalarAsBlock, span, $"The resource '{resource.Name}' has no names, so its rule is a value and no block.", suggestion);
            return;
        }

        Remember(resource.Name, span, $"The rule for '{resource.Name}' is there already, at {{0}}; within one policy the last counts, even if it grants more.");
        CheckWord(item.Value, resource.Words, resource.Name, canBeEmpty: true);
    }

    // What is left of the item's keys are labels.
    private void CheckLabels(HclItem item, AclResource resource, string name, SourceSpan span)
    {
        switch (item.Value)
        {
            case HclObject block when item.Keys.Length == 1:
                CheckRule(item.Keys[0], block, resource, name);
                break;
            case HclObject when item.Keys.Length > 1:
                _diagnostics.Error(
                    AclErrors.TooManyLabels, item.Keys[1].Span, $"A rule of '{name}' has one label, and here are {item.Keys.Length}.", $"Write {name} \"name\" {{ policy = \"read\" }}.");
                break;
            case HclObject block:
                block.Items.ForEach(inner => CheckInnerRule(inner, resource, name, span));
                break;
            case HclList { Elements.Count: 0 }:
                break;
            default:
                _diagnostics.Error(
                    AclErrors.RuleNotBlock, item.Value.Span, $"A rule of '{name}' is a block with a label.", $"Write {name} \"name\" {{ policy = \"read\" }}.");
                break;
        }
    }

    // Within a block without a label: names with blocks are labels, anything else means that the label was forgotten.
    private void CheckInnerRule(HclItem inner, AclResource resource, string name, SourceSpan span)
    {
        if (inner.Value is HclObject)
        {
            CheckLabels(inner, resource, name, span);
        }
        else if (inner.Keys[0].Name is { } field)
        {
            bool isRule = AclWords.SameName(field, "policy");
            _diagnostics.Report(
                isRule ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
                AclErrors.LabelForgotten,
                span,
                $"This block of '{name}' has no label"
                + (isRule ? $", so Consul makes it a rule for the {resource.Name} named '{field}'." : $": '{field}' stands where a label is expected."),
                $"Write {name} \"name\" {{ policy = \"read\" }}.");
        }
    }

    private void CheckRule(HclKey label, HclObject block, AclResource resource, string name)
    {
        string segment = label.Name ?? string.Empty;
        bool isPrefix = !AclWords.SameName(name, resource.Name);
        CheckSegment(label.Span, segment, isPrefix, resource);
        Remember(
            (isPrefix ? resource.Name + "_prefix " : resource.Name + " ") + segment,
            label.Span,
            $"There is a rule for {name} '{segment}' already, at {{0}}; of the two deny wins over write, write over read.");

        List<HclItem> policies = Fields(block, "policy");
        if (policies.Count == 0)
        {
            _diagnostics.Error(AclErrors.PolicyMissing, label.Span, $"The rule for {name} '{segment}' says no policy.", $"Write {name} \"{segment}\" {{ policy = \"read\" }}.");
        }

        CheckField(policies, resource.Words, "policy");
        if (resource.HasIntentions)
        {
            CheckField(Fields(block, "intentions"), ["read", "write", "deny"], "intentions");
        }

        foreach (HclItem item in block.Items)
        {
            CheckFieldName(item, resource, name);
        }
    }

    private void CheckSegment(SourceSpan span, string segment, bool isPrefix, AclResource resource)
    {
        if (segment.Length == 0 && !isPrefix)
        {
            _diagnostics.Warning(
                AclErrors.EmptyLabel, span, $"This rule is for the {resource.Name} with an empty name only.", $"Write {resource.Name}_prefix \"\" if all are meant.");
        }
        else if (segment.Contains('*'))
        {
            _diagnostics.Warning(
                AclErrors.WildcardLabel,
                span,
                $"'*' stands for itself in rules and for no other name.",
                $"Write {resource.Name}_prefix \"{segment.Substring(0, segment.IndexOf('*'))}\" to match the beginning of names.");
        }
    }

    private void CheckField(List<HclItem> fields, IReadOnlyList<string> words, string name)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0)
            {
                _diagnostics.Warning(AclErrors.FieldRepeated, fields[i].Span, $"'{name}' is given twice in one rule; the last counts.", "Take one of them away.");
            }

            CheckWord(fields[i].Value, words, name, canBeEmpty: name == "intentions");
        }
    }

    private void CheckFieldName(HclItem item, AclResource resource, string name)
    {
        string field = item.Keys.Length > 0 ? item.Keys[0].Name ?? string.Empty : string.Empty;
        if (AclWords.SameName(field, "policy") || (resource.HasIntentions && AclWords.SameName(field, "intentions")))
        {
            return;
        }

        if (AclWords.SameName(field, "sentinel"))
        {
            _diagnostics.Warning(AclErrors.EnterpriseOnly, item.Keys[0].Span, $"'sentinel' is read by Consul Enterprise only; elsewhere {Dropped}.");
            return;
        }

        string? nearest = Spelling.Nearest(field, resource.HasIntentions ? ["policy", "intentions"] : ["policy"]);
        _diagnostics.Warning(
            AclErrors.FieldUnknown, item.Span, $"A rule of '{name}' has no field '{field}'; {Dropped}.", nearest is null ? null : $"Write '{nearest}'.");
    }

    private void CheckWord(HclNode value, IReadOnlyList<string> words, string name, bool canBeEmpty)
    {
        string choice = "Write " + string.Join(", ", words.Take(words.Count - 1).Select(w => $"\"{w}\"")) + $" or \"{words[words.Count - 1]}\".";
        string? word = value is HclLiteral { Kind: HclTokenKind.String or HclTokenKind.Heredoc } literal ? literal.GetString() : null;
        if (value is HclLiteral { Kind: HclTokenKind.Identifier })
        {
            return;
        }

        AclAccess? access = word is null ? null : AclWords.Parse(word);
        if (access == AclAccess.List && !words.Contains(AclWords.List))
        {
            _diagnostics.Error(AclErrors.ListMisplaced, value.Span, "Only key and key_prefix take \"list\".", choice);
        }
        else if (access is not null && !words.Contains(word!))
        {
            _diagnostics.Warning(
                AclErrors.WordCase,
                value.Span,
                canBeEmpty && name != "intentions"
                    ? $"Consul drops a rule for '{name}' whose word is not in small letters."
                    : $"Where rules are merged, Consul lets '{word}' lose against any word in small letters.",
                $"Write \"{AclRule.Word(access.Value)}\".");
        }
        else if (access is null && !(canBeEmpty && word is { Length: 0 }))
        {
            string? nearest = word is null ? null : Spelling.Nearest(word, words);
            _diagnostics.Error(
                AclErrors.WordUnknown, value.Span, $"'{_diagnostics.Excerpt(value.Span)}' is no access for '{name}'.", nearest is null ? choice : $"Write \"{nearest}\".");
        }
    }

    private void Remember(string key, SourceSpan span, string message)
    {
        if (_seen.TryGetValue(key, out SourceSpan first))
        {
            SourceLocation place = document.LocationOf(first);
            string line = $"line {place.Line}, column {place.Column}";
            _diagnostics.Warning(AclErrors.RuleRepeated, span, message.Replace("{0}", line), "Take one of them away.");
        }
        else
        {
            _seen[key] = span;
        }
    }

    private static List<HclItem> Fields(HclObject block, string name) =>
        block.Items.FindAll(i => i.Keys.Length == 1 && i.Keys[0].Name is { } key && AclWords.SameName(key, name));
}
