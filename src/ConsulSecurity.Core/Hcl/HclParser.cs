using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>
/// Reads HCL 1 as hashicorp/hcl v1 does, and says more about what is wrong: after an error it goes on behind the item.
/// Where Consul takes a text by accident, the accident is reported and the tree is the one that Consul sees.
/// </summary>
internal sealed partial class HclParser
{
    /// <summary>Deeper nesting is refused; no configuration has more than ten levels.</summary>
    public const int DepthLimit = 256;

    private readonly DiagnosticBag _diagnostics;
    private readonly HclLexer _lexer;
    private readonly string _text;
    private readonly List<HclKey> _keys = [];
    private HclToken _token;
    private HclToken _next;
    private HclKey? _carried;
    private int _openBrackets;
    private bool _isPeeked;
    private bool _refused;
    private bool _stopped;
    private int _depth;

    private HclParser(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _text = diagnostics.Source.Text;
        _lexer = new HclLexer(diagnostics);
    }

    private enum Outcome
    {
        Item,
        EndOfFile,

        /// <summary>The item cannot be read; <see cref="_token"/> is where it went wrong.</summary>
        Failed,
    }

    public static HclDocument Parse(SourceText source)
    {
        SourceText text = source.WithUnixLineEnds();
        var diagnostics = new DiagnosticBag(text);
        var parser = new HclParser(diagnostics);
        bool unreadable = HclEncodingCheck.Run(diagnostics, json: false);
        bool refused = diagnostics.Count > 0;
        HclObject root = unreadable ? new HclObject(0, text.Length, []) : parser.ParseRoot();
        return new HclDocument(text, root, diagnostics, !refused && !parser._refused && !parser._lexer.Failed, HclSyntax.Hcl);
    }

    private HclObject ParseRoot()
    {
        var items = new List<HclItem>();
        while (!ParseItems(items, nested: false))
        {
            _refused = true;
            if (!Recover(nested: false))
            {
                break;
            }
        }

        return new HclObject(0, _text.Length, items);
    }

    /// <summary>Reads items up to the closing brace, which is left, or to the end of the text.</summary>
    private bool ParseItems(List<HclItem> items, bool nested)
    {
        while (!nested || Peek().Kind != HclTokenKind.RightBrace)
        {
            switch (ParseItem(out HclItem? item))
            {
                case Outcome.Failed:
                    return false;
                case Outcome.EndOfFile:
                    return true;
                default:
                    items.Add(item!);
                    break;
            }

            if (Peek().Kind == HclTokenKind.Comma)
            {
                Take();
            }
        }

        return true;
    }

    private Outcome ParseItem(out HclItem? item)
    {
        item = null;
        Outcome outcome = ParseKeys(out HclKey[] keys);
        if (outcome != Outcome.Item)
        {
            return outcome;
        }

        HclNode? value = _token.Kind == HclTokenKind.LeftBrace ? ParseObject() : ParseValue(keys);
        if (value is null)
        {
            return _token.Kind == HclTokenKind.EndOfFile ? Outcome.EndOfFile : Outcome.Failed;
        }

        item = new HclItem(keys, value);
        return Outcome.Item;
    }

    /// <summary>Reads keys up to '=' or '{', which is then the current token.</summary>
    private Outcome ParseKeys(out HclKey[] keys)
    {
        // Values are read before the next item's keys, so one list serves all.
        List<HclKey> found = _keys;
        found.Clear();
        if (_carried is not null)
        {
            found.Add(_carried);
            _carried = null;
        }

        keys = [];
        while (true)
        {
            HclToken token = Take();
            switch (token.Kind)
            {
                case HclTokenKind.Identifier:
                case HclTokenKind.String:
                    found.Add(new HclKey(_text, token, HclSyntax.Hcl));
                    break;
                case HclTokenKind.Assign when found.Count > 0:
                    CheckAssignment(found);
                    keys = found.ToArray();
                    return Outcome.Item;
                case HclTokenKind.LeftBrace when found.Count > 0:
                    CheckBlockLines(found);
                    keys = found.ToArray();
                    return Outcome.Item;
                case HclTokenKind.EndOfFile when found.Count == 0:
                    return Outcome.EndOfFile;
                default:
                    ReportBadKey(token, found);
                    LeaveClosingBrace(found.Count);
                    return Outcome.Failed;
            }
        }
    }

    private HclNode? ParseValue(HclKey[] keys)
    {
        HclToken token = Take();
        if (token.IsLiteral)
        {
            return new HclLiteral(_text, token, HclSyntax.Hcl);
        }

        switch (token.Kind)
        {
            case HclTokenKind.LeftBrace:
                return ParseObject();
            case HclTokenKind.LeftBracket:
                return ParseList();
            case HclTokenKind.Identifier when StartsLine(token) && Peek().Kind is HclTokenKind.Assign or HclTokenKind.LeftBrace or HclTokenKind.String:
                return NextName(token, keys);
            case HclTokenKind.Identifier:
                return BareWord(token);
            default:
                ReportMissingValue(token, keys);
                return null;
        }
    }

    // The current token is the opening brace.
    private HclObject ParseObject()
    {
        HclToken open = _token;
        var items = new List<HclItem>();
        Enter(open);
        while (!ParseItems(items, nested: true))
        {
            if (_token.Kind == HclTokenKind.RightBrace)
            {
                CloseAfterError();
                _depth--;
                return new HclObject(open.Start, _token.End, items);
            }

            _refused = true;
            if (!Recover(nested: true))
            {
                break;
            }
        }

        if (Take().Kind != HclTokenKind.RightBrace)
        {
            _refused = true;
            ReportUnclosed(HclErrors.MissingBrace, open, "The block that starts with this '{' is not closed.", "Close it with '}'.");
        }

        _depth--;
        return new HclObject(open.Start, _token.End, items);
    }

    // The current token is the opening bracket.
    private HclList? ParseList()
    {
        HclToken open = _token;
        var elements = new List<HclNode>();
        Enter(open);
        bool needComma = false;
        while (Take().Kind != HclTokenKind.RightBracket)
        {
            if (_token.Kind == HclTokenKind.Comma)
            {
                needComma = false;
                continue;
            }

            if (needComma && _token.Kind == HclTokenKind.Identifier && StartsLine(_token))
            {
                return Unclosed(open, elements);
            }

            HclNode? element = ParseElement(needComma);
            if (element is null)
            {
                LeaveList(open);
                return null;
            }

            elements.Add(element);
            needComma = element is not HclList;
        }

        _depth--;
        return new HclList(open.Start, _token.End, elements);
    }

    // Null where the current token starts no value; a missing comma is reported and reading goes on.
    private HclNode? ParseElement(bool needComma)
    {
        HclToken token = _token;
        bool isValue = token.IsLiteral || token.Kind is HclTokenKind.LeftBrace or HclTokenKind.LeftBracket or HclTokenKind.Identifier;
        if (isValue && needComma)
        {
            _refused = true;
            Report(HclErrors.UnexpectedToken, Shown(token), $"There is no comma before {Describe(token)}.", "Put commas between the values of a list.");
        }

        return token.Kind switch
        {
            _ when token.IsLiteral => new HclLiteral(_text, token, HclSyntax.Hcl),
            HclTokenKind.LeftBrace => ParseObject(),
            HclTokenKind.LeftBracket => ParseList(),
            HclTokenKind.Identifier => BareWord(token),
            _ => null,
        };
    }

    // A word without quotes is refused; the tree keeps it, so that more can be said about what it might mean.
    private HclLiteral BareWord(HclToken token)
    {
        _refused = true;
        if (HclErrors.MayShow(_text, token))
        {
            string word = _diagnostics.Excerpt(token.Span);
            Report(HclErrors.UnexpectedToken, token.Span, $"The value '{word}' has no quotes.", $"Write \"{word}\".");
        }
        else
        {
            Report(HclErrors.UnexpectedToken, new SourceSpan(token.Start, 0), "This value has no quotes.", HclErrors.DoubleQuotes);
        }

        return new HclLiteral(_text, token, HclSyntax.Hcl);
    }

    private HclToken Peek()
    {
        if (!_isPeeked)
        {
            _next = _stopped ? new HclToken(HclTokenKind.EndOfFile, _text.Length, _text.Length) : _lexer.Next();
            _isPeeked = true;
        }

        return _next;
    }

    private HclToken Take()
    {
        _token = Peek();
        _isPeeked = false;
        return _token;
    }
}
