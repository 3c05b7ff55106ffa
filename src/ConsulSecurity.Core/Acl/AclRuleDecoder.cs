using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hcl;

namespace ConsulSecurity.Acl;

/// <summary>
/// Makes rules of a syntax tree exactly as the server does, with what it leaves out and takes by accident: unknown names are dropped, of
/// a name that is said twice the last counts, and where a label was forgotten the names of the fields become labels.
/// </summary>
internal sealed class AclRuleDecoder
{
    private readonly List<AclRawRule> _rules = [];
    private readonly Version? _version;
    private bool _refused;

    private AclRuleDecoder(Version? version)
    {
        _version = version;
    }

    /// <summary>The rules that the server keeps; null where it refuses the text.</summary>
    public static IReadOnlyList<AclRawRule>? Decode(HclDocument document, Version? version)
    {
        if (!document.ServerAccepts)
        {
            return null;
        }

        var decoder = new AclRuleDecoder(version);
        decoder.DecodeRoot(document.Root.Items);
        return decoder._refused ? null : decoder._rules;
    }

    private void DecodeRoot(List<HclItem> items)
    {
        // Two fields of the server's own; the second is of a type that its decoder cannot fill.
        Text(items, "id");
        _refused |= Filter(items, "revision").Count > 0;
        foreach (AclResource resource in AclResource.All.Where(r => r.IsKnownTo(_version)))
        {
            if (resource.HasSegments)
            {
                Rules(items, resource, isPrefix: false);
                Rules(items, resource, isPrefix: true);
            }
            else if (Text(items, resource.Name) is { Length: > 0 } word)
            {
                Keep(new AclRawRule(resource, string.Empty, false, word, string.Empty, Filter(items, resource.Name).Last().Span));
            }
        }
    }

    private void Rules(List<HclItem> items, AclResource resource, bool isPrefix)
    {
        List<HclItem> found = Filter(items, isPrefix ? resource.Name + "_prefix" : resource.Name);
        foreach (HclItem item in found.Where(i => i.Keys.Length > 0))
        {
            // Two labels: the second becomes a block within the first.
            Rule(item, item.Keys.Length == 2 ? [item.WithoutFirstKey()] : Body(item), resource, isPrefix);
        }

        foreach (HclItem item in found.Where(i => i.Keys.Length == 0))
        {
            switch (item.Value)
            {
                case HclObject block:
                    block.Items.ForEach(inner => Rule(inner, inner.Keys.Length == 2 ? [inner.WithoutFirstKey()] : Body(inner), resource, isPrefix));
                    break;
                case HclList { Elements.Count: 0 }:
                    break;
                default:
                    _refused = true;
                    break;
            }
        }
    }

    // A value that is no block is taken as a block that holds just itself.
    private static List<HclItem>? Body(HclItem item) => item.Value switch
    {
        HclObject block => block.Items,
        HclLiteral => [item],
        _ => null,
    };

    private void Rule(HclItem item, List<HclItem>? body, AclResource resource, bool isPrefix)
    {
        string? label = item.Keys[0].Name;
        if (body is null || label is null)
        {
            _refused = true;
            return;
        }

        string word = Text(body, "policy");
        string intentions = resource.HasIntentions ? Text(body, "intentions") : string.Empty;
        Keep(new AclRawRule(resource, label, isPrefix, word, intentions, item.Span));
    }

    private void Keep(AclRawRule rule)
    {
        _refused |= !AclWords.IsValid(rule.Word, rule.Resource.TakesList);
        _refused |= rule.IntentionsWord.Length > 0 && !AclWords.IsValid(rule.IntentionsWord, takesList: false);
        _rules.Add(rule);
    }

    /// <summary>The text of a field, the last where there are several, "" where there is none.</summary>
    private string Text(List<HclItem> items, string name)
    {
        string text = string.Empty;
        foreach (HclItem item in Filter(items, name))
        {
            bool isText = item.Keys.Length == 0
                && item.Value is HclLiteral { Kind: HclTokenKind.String or HclTokenKind.Heredoc or HclTokenKind.Number or HclTokenKind.Null };
            string? value = isText ? ((HclLiteral)item.Value).GetString() : null;
            _refused |= value is null;
            text = value ?? text;
        }

        return text;
    }

    private List<HclItem> Filter(List<HclItem> items, string name)
    {
        var found = new List<HclItem>();
        foreach (HclItem item in items)
        {
            if (item.Keys.Length == 0)
            {
                continue;
            }

            if (item.Keys[0].Name is not { } key)
            {
                _refused = true;
            }
            else if (AclWords.SameName(key, name))
            {
                found.Add(item.WithoutFirstKey());
            }
        }

        return found;
    }
}
