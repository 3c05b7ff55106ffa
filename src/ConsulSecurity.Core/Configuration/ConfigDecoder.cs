using System;
using System.Collections.Generic;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>
/// Turns a syntax tree into values as Consul does. In HCL a block is a list of maps, and a name that is said again goes into the type that
/// it has already: numbers may follow as strings, lists and blocks append, anything else is refused. In JSON the last one stands.
/// </summary>
internal sealed class ConfigDecoder
{
    private readonly HclDocument _document;
    private bool _refused;

    private ConfigDecoder(HclDocument document)
    {
        _document = document;
    }

    /// <summary>The values, or null where Consul refuses the document; the reason is added to its diagnostics.</summary>
    public static ConfigObject? Decode(HclDocument document)
    {
        ConfigObject values = DecodeAsFarAsPossible(document, out bool refused);
        return document.ServerAccepts && !refused ? values : null;
    }

    /// <summary>The values that can be made out, for diagnostics.</summary>
    public static ConfigObject DecodeAsFarAsPossible(HclDocument document, out bool refused)
    {
        var decoder = new ConfigDecoder(document);
        ConfigObject values = document.Syntax == HclSyntax.Json
            ? decoder.JsonObject(document.Root)
            : decoder.Map(document.Root.Items, decoder.New(document.Root));
        refused = decoder._refused;
        return values;
    }

    private ConfigObject New(HclNode node) => new(_document.Source, node.Span);

    private ConfigObject JsonObject(HclObject node)
    {
        ConfigObject map = New(node);
        foreach (HclItem item in node.Items)
        {
            map.Set(Entry(item, JsonValue(item.Value)));
        }

        return map;
    }

    private ConfigValue JsonValue(HclNode node) => node switch
    {
        HclObject inner => JsonObject(inner),
        HclList list => new ConfigList(_document.Source, list.Span, isBlocks: false, list.Elements.ConvertAll(JsonValue)),
        HclLiteral { Kind: HclTokenKind.Null } => new ConfigNull(_document.Source, node.Span),
        HclLiteral { Kind: HclTokenKind.Number or HclTokenKind.Float } number => Double(number),
        _ => Literal((HclLiteral)node),
    };

    private ConfigEntry Entry(HclItem item, ConfigValue value) => new(item.Keys[0].Name!, _document.Source, item.Keys[0].Span, value);

    private ConfigObject Map(IReadOnlyList<HclItem> items, ConfigObject map)
    {
        HashSet<string>? done = null;
        ItemIndex? index = null;
        foreach (HclItem item in items)
        {
            string? name = item.Keys.Length > 0 ? item.Keys[0].Name : null;
            if (name is null)
            {
                RefuseKey(item);
                continue;
            }

            if (done is not null && done.Contains(name))
            {
                continue;
            }

            ConfigValue? value;
            ConfigValue? old = map.Get(name);
            if (item.Keys.Length > 1)
            {
                (done ??= new(StringComparer.Ordinal)).Add(name);
                index ??= new ItemIndex(items);
                value = Labelled(item, index.Find(name), old);
            }
            else
            {
                value = Value(item.Value, old, inList: false);
            }

            if (value is not null)
            {
                map.Set(Entry(item, value));
            }
        }

        return map;
    }

    // key "a" { } key "b" { }: a list of one map for each label.
    private ConfigList? Labelled(HclItem first, List<HclItem> items, ConfigValue? old)
    {
        if (old is not null and not ConfigList { IsBlocks: true })
        {
            Conflict(first.Span, old);
            return null;
        }

        ConfigList list = old as ConfigList ?? new ConfigList(_document.Source, first.Span, isBlocks: true, []);
        foreach (HclItem item in items)
        {
            list.Items.Add(Map([item], New(item.Value)));
        }

        return list;
    }

    private ConfigValue? Value(HclNode node, ConfigValue? old, bool inList)
    {
        switch (node)
        {
            case HclLiteral { Kind: HclTokenKind.Null } when _document.Syntax == HclSyntax.Hcl:
                // The parser's stand-in for a value that is missing.
                return old;
            case HclLiteral literal:
                return old is null ? Literal(literal) : Again(literal, old);
            case HclObject block when old is null && inList:
                return Map(block.Items, New(block));
            case HclObject block when old is null or ConfigList:
                ConfigList blocks = old as ConfigList ?? new ConfigList(_document.Source, block.Span, isBlocks: true, []);
                blocks.Items.Add(Map(block.Items, New(block)));
                return blocks;
            case HclList list when old is null or ConfigList:
                ConfigList values = old as ConfigList ?? new ConfigList(_document.Source, list.Span, isBlocks: false, []);
                list.Elements.ForEach(element => AddElement(values, element));
                return values;
            default:
                Conflict(node.Span, old!);
                return old;
        }
    }

    private void AddElement(ConfigList list, HclNode element)
    {
        if (list.IsBlocks && element is not HclObject)
        {
            Conflict(element.Span, list);
        }
        else if (Value(element, old: null, inList: true) is ConfigValue value)
        {
            list.Items.Add(value);
        }
    }

    // The name has a value of that type already.
    private ConfigValue? Again(HclLiteral literal, ConfigValue old)
    {
        bool isNumber = literal.Kind == HclTokenKind.Number;
        bool isString = literal.Kind is HclTokenKind.String or HclTokenKind.Null;
        switch (old)
        {
            case ConfigBool when literal.Kind == HclTokenKind.Bool:
            case ConfigInteger when isNumber:
                return Literal(literal);
            case ConfigInteger when isString && literal.GetString() is string text && GoInteger.Parse(text) is long value:
                return new ConfigInteger(_document.Source, literal.Span, value);
            case ConfigDouble when isNumber || literal.Kind == HclTokenKind.Float:
                return Double(literal);
            case ConfigString when isNumber || isString || literal.Kind == HclTokenKind.Heredoc:
                return String(literal);
            default:
                Conflict(literal.Span, old);
                return old;
        }
    }

    private ConfigValue Literal(HclLiteral literal)
    {
        switch (literal.Kind)
        {
            case HclTokenKind.Bool:
                return new ConfigBool(_document.Source, literal.Span, literal.GetBool());
            case HclTokenKind.Float:
                return Double(literal);
            case HclTokenKind.Number:
                if (literal.GetInteger() is not long value)
                {
                    RefuseNumber(literal);
                    value = 0;
                }

                return new ConfigInteger(_document.Source, literal.Span, value);
            default:
                return String(literal);
        }
    }

    private ConfigDouble Double(HclLiteral literal)
    {
        double? value = literal.GetDouble();
        if (value is null)
        {
            RefuseNumber(literal);
        }

        return new ConfigDouble(_document.Source, literal.Span, value ?? 0);
    }

    private ConfigString String(HclLiteral literal)
    {
        string? value = literal.GetString();
        if (value is null)
        {
            Refuse(HclErrors.IllegalEscape, new SourceSpan(literal.Span.Start, 1), "An escape in this string stands for no character.");
        }

        return new ConfigString(_document.Source, literal.Span, value ?? string.Empty);
    }

    private void RefuseNumber(HclLiteral literal) =>
        Refuse(HclErrors.IllegalNumber, literal.Span, $"The number '{_document.DiagnosticBag.Excerpt(literal.Span)}' is malformed, or too large.");

    private void RefuseKey(HclItem item) => Refuse(
        HclErrors.TypeConflict, item.Span, item.Keys.Length > 0 ? "An escape in this name stands for no character." : "A block of this name has no label, and others have one.");

    private void Conflict(SourceSpan span, ConfigValue old) =>
        Refuse(HclErrors.TypeConflict, new SourceSpan(span.Start, 0), $"The name has a value of another type already, at {old.Location}.");

    private void Refuse(string id, SourceSpan span, string message)
    {
        _refused = true;
        bool isKnown = !_document.ServerAccepts && id is HclErrors.IllegalEscape or HclErrors.IllegalNumber;
        if (!isKnown)
        {
            _document.DiagnosticBag.Error(id, span, message);
        }
    }

    /// <summary>Finds all items whose first key is a name, whatever its case, without that key.</summary>
    private sealed class ItemIndex
    {
        private readonly Dictionary<string, List<HclItem>> _items = new(StringComparer.OrdinalIgnoreCase);

        public ItemIndex(IReadOnlyList<HclItem> items)
        {
            foreach (HclItem item in items)
            {
                if (item.Keys.Length == 0 || item.Keys[0].Name is not string name)
                {
                    continue;
                }

                if (!_items.TryGetValue(name, out List<HclItem>? list))
                {
                    _items[name] = list = [];
                }

                list.Add(item.WithoutFirstKey());
            }
        }

        public List<HclItem> Find(string name) => _items[name];
    }
}
