using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>
/// Reads JSON as hashicorp/hcl v1 does where HCL is expected: it stops behind the object, whatever follows, takes a text that is cut off,
/// and a comma before a closing brace. Objects of objects are flattened into items with several keys, as blocks with labels are in HCL.
/// </summary>
internal sealed class LenientJsonParser
{
    private readonly LenientJsonLexer _lexer;
    private readonly SourceText _source;
    private HclToken _token;
    private int _depth;

    private LenientJsonParser(SourceText source)
    {
        _source = source;
        _lexer = new LenientJsonLexer(source);
    }

    private enum Outcome
    {
        Item,
        EndOfFile,
        Failed,
    }

    public static HclDocument Parse(SourceText source)
    {
        var parser = new LenientJsonParser(source);
        HclObject? root = parser.Take().Kind == HclTokenKind.LeftBrace ? parser.ParseObject() : null;
        bool accepted = root is not null && !parser._lexer.Failed;
        HclDocument strict = JsonParser.Parse(source);
        HclObject tree = accepted ? root! : strict.Root;
        LenientJsonFlattening.Flatten(tree);
        if (accepted)
        {
            strict.DiagnosticBag.DemoteAll("Consul takes it all the same.");
        }

        return new HclDocument(source, tree, strict.DiagnosticBag, accepted, HclSyntax.LenientJson);
    }

    private HclToken Take() => _token = _lexer.Next();

    // The current token is the opening brace. An error that ends at a brace is no error.
    private HclObject? ParseObject()
    {
        int start = _token.Start;
        var items = new List<HclItem>();
        bool good = ++_depth <= HclParser.DepthLimit && (ParseItems(items) || _token.Kind == HclTokenKind.RightBrace);
        _depth--;
        return good ? new HclObject(start, _token.End, items) : null;
    }

    private bool ParseItems(List<HclItem> items)
    {
        do
        {
            switch (ParseItem(out HclItem? item))
            {
                case Outcome.EndOfFile:
                    return true;
                case Outcome.Failed:
                    return false;
                default:
                    items.Add(item!);
                    break;
            }
        }
        while (Take().Kind == HclTokenKind.Comma);

        return true;
    }

    private Outcome ParseItem(out HclItem? item)
    {
        item = null;
        var keys = new List<HclKey>(1);
        while (Take().Kind == HclTokenKind.String)
        {
            keys.Add(new HclKey(_source.Text, _token, HclSyntax.LenientJson));
        }

        if (_token.Kind != HclTokenKind.Colon || keys.Count == 0)
        {
            return _token.Kind == HclTokenKind.EndOfFile ? Outcome.EndOfFile : Outcome.Failed;
        }

        HclNode? value = ParseValue(out bool isEndOfFile);
        if (value is null)
        {
            return isEndOfFile ? Outcome.EndOfFile : Outcome.Failed;
        }

        item = new HclItem(keys.ToArray(), value);
        return Outcome.Item;
    }

    private HclNode? ParseValue(out bool isEndOfFile)
    {
        isEndOfFile = Take().Kind == HclTokenKind.EndOfFile;
        return _token.Kind switch
        {
            HclTokenKind.LeftBrace => ParseObject(),
            HclTokenKind.LeftBracket => ParseList(),
            HclTokenKind.Null => new HclLiteral(_source.Text, _token, HclSyntax.LenientJson),
            _ => _token.IsLiteral ? new HclLiteral(_source.Text, _token, HclSyntax.LenientJson) : null,
        };
    }

    // Bools and opening brackets within a list are not seen at all, so that [[1], 2] ends at the first bracket.
    private HclList? ParseList()
    {
        int start = _token.Start;
        var elements = new List<HclNode>();
        while (Take().Kind != HclTokenKind.RightBracket)
        {
            switch (_token.Kind)
            {
                case HclTokenKind.Comma:
                case HclTokenKind.Bool:
                case HclTokenKind.LeftBracket:
                    break;
                case HclTokenKind.Number:
                case HclTokenKind.Float:
                case HclTokenKind.String:
                    elements.Add(new HclLiteral(_source.Text, _token, HclSyntax.LenientJson));
                    break;
                case HclTokenKind.LeftBrace when ParseObject() is HclObject element:
                    elements.Add(element);
                    break;
                default:
                    return null;
            }
        }

        return new HclList(start, _token.End, elements);
    }
}
