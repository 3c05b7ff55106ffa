using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Reads strict JSON, as Consul does files called .json; after an error it goes on behind the value.</summary>
internal sealed class JsonParser
{
    private readonly DiagnosticBag _diagnostics;
    private readonly JsonLexer _lexer;
    private readonly string _text;
    private HclToken _token;
    private HclToken _next;
    private bool _isPeeked;
    private bool _stopped;
    private int _depth;

    private JsonParser(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _text = diagnostics.Source.Text;
        _lexer = new JsonLexer(diagnostics);
    }

    public static HclDocument Parse(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        HclObject root = HclEncodingCheck.Run(diagnostics, json: true)
            ? new HclObject(0, source.Length, [])
            : new JsonParser(diagnostics).ParseRoot();
        return new HclDocument(source, root, diagnostics, !diagnostics.HasErrors, HclSyntax.Json);
    }

    private HclObject ParseRoot()
    {
        var empty = new HclObject(0, _text.Length, []);
        if (Peek().Kind == HclTokenKind.Illegal)
        {
            Take();
        }

        HclToken first = Peek();
        HclNode? root = ParseValue();
        if (root is not HclObject && root is not HclLiteral { Kind: HclTokenKind.Null })
        {
            string what = first.Kind == HclTokenKind.EndOfFile ? "The text is empty" : $"The text starts with {Describe(first)}";
            Report(HclErrors.UnexpectedToken, first.Span, $"{what}, where JSON for Consul starts with '{{'.", null);
        }
        else if (Peek().Kind != HclTokenKind.EndOfFile)
        {
            Report(HclErrors.UnexpectedToken, Peek().Span, $"Nothing may stand behind the object, and here is {Describe(Peek())}.", "Take it away.");
        }

        return root as HclObject ?? empty;
    }

    /// <summary>Reads a value; null where there is none, which is reported, and the token is left.</summary>
    private HclNode? ParseValue()
    {
        HclToken token = Peek();
        switch (token.Kind)
        {
            case HclTokenKind.LeftBrace:
                return ParseObject();
            case HclTokenKind.LeftBracket:
                return ParseList();
            case HclTokenKind.Identifier:
                Take();
                bool show = HclErrors.MayShow(_text, token);
                string what = show ? $"The value '{_diagnostics.Excerpt(token.Span)}'" : "This value";
                Report(HclErrors.UnexpectedToken, new SourceSpan(token.Start, show ? token.End - token.Start : 0), what + " has no quotes.", HclErrors.DoubleQuotes);
                return new HclLiteral(_text, token, HclSyntax.Json);
            case HclTokenKind.Null:
            case >= HclTokenKind.Number and <= HclTokenKind.String:
                Take();
                return new HclLiteral(_text, token, HclSyntax.Json);
            default:
                return null;
        }
    }

    private HclObject ParseObject()
    {
        HclToken open = Take();
        var items = new List<HclItem>();
        Enter(open);
        bool needComma = false;
        while (Peek().Kind is not (HclTokenKind.RightBrace or HclTokenKind.EndOfFile))
        {
            if (!ParseComma(ref needComma, HclTokenKind.RightBrace))
            {
                continue;
            }

            ParseItem(items);
            needComma = true;
        }

        Close(open, HclTokenKind.RightBrace, HclErrors.MissingBrace, "The object that starts with this '{' is not closed.", "Close it with '}'.");
        return new HclObject(open.Start, _token.End, items);
    }

    private void ParseItem(List<HclItem> items)
    {
        HclToken name = Peek();
        if (name.Kind is not (HclTokenKind.String or HclTokenKind.Identifier))
        {
            Unexpected(name, "a name in double quotes");
            Take();
            return;
        }

        Take();
        if (name.Kind == HclTokenKind.Identifier)
        {
            Report(HclErrors.UnexpectedToken, name.Span, $"The name '{_diagnostics.Excerpt(name.Span)}' has no quotes.", "Names stand in double quotes in JSON.");
        }

        HclToken colon = Peek();
        if (colon.Kind is HclTokenKind.Colon or HclTokenKind.Assign)
        {
            Take();
        }

        if (colon.Kind is not (HclTokenKind.Colon or HclTokenKind.Illegal))
        {
            string excerpt = _diagnostics.Excerpt(name.Span);
            Report(HclErrors.MissingValue, name.Span, $"The name {excerpt} has no ':' behind it, but {Describe(colon)}.", $"Write {excerpt}: and the value.");
        }

        HclNode? value = ParseValue();
        if (value is not null)
        {
            items.Add(new HclItem([new HclKey(_text, name, HclSyntax.Json)], value));
        }
        else if (colon.Kind == HclTokenKind.Colon && Peek().Kind != HclTokenKind.Illegal)
        {
            Report(HclErrors.MissingValue, name.Span, $"The name {_diagnostics.Excerpt(name.Span)} has no value, but {Describe(Peek())}.", null);
        }
    }

    private HclList ParseList()
    {
        HclToken open = Take();
        var elements = new List<HclNode>();
        Enter(open);
        bool needComma = false;
        while (Peek().Kind is not (HclTokenKind.RightBracket or HclTokenKind.RightBrace or HclTokenKind.EndOfFile))
        {
            if (!ParseComma(ref needComma, HclTokenKind.RightBracket))
            {
                continue;
            }

            HclNode? element = ParseValue();
            if (element is null)
            {
                Unexpected(Peek(), "a value");
                Take();
            }
            else
            {
                elements.Add(element);
            }

            needComma = true;
        }

        Close(open, HclTokenKind.RightBracket, HclErrors.MissingBracket, "The list that starts with this '[' is not closed.", "Close it with ']'.");
        return new HclList(open.Start, _token.End, elements);
    }

    /// <summary>Takes the comma between two members; false where a comma too many was taken instead of a member.</summary>
    private bool ParseComma(ref bool needComma, HclTokenKind close)
    {
        HclToken token = Peek();
        bool isComma = token.Kind == HclTokenKind.Comma;
        if (!isComma)
        {
            if (needComma && token.Kind != HclTokenKind.Illegal)
            {
                SourceSpan shown = token.Kind == HclTokenKind.String ? new SourceSpan(token.Start, 0) : token.Span;
                Report(HclErrors.UnexpectedToken, shown, $"There is no comma before {Describe(token)}.", null);
            }

            return true;
        }

        Take();
        if (!needComma || Peek().Kind == close)
        {
            string place = needComma ? $"before {HclErrors.Name(close)}" : "without a value before it";
            Report(HclErrors.UnexpectedToken, token.Span, $"A comma stands {place}, which JSON does not allow.", "Take the comma away.");
        }

        needComma = false;
        return false;
    }

    private void Enter(HclToken open)
    {
        if (++_depth > HclParser.DepthLimit)
        {
            Report(HclErrors.NestedTooDeep, open.Span, $"Objects and lists are nested more than {HclParser.DepthLimit} deep here.", "The rest of the file was not read.");
            _stopped = true;
            _isPeeked = false;
        }
    }

    private void Close(HclToken open, HclTokenKind close, string id, string message, string suggestion)
    {
        _depth--;
        if (Peek().Kind == close)
        {
            Take();
            return;
        }

        Report(id, open.Span, message, suggestion);
        _stopped |= Peek().Kind == HclTokenKind.EndOfFile;
    }

    private void Unexpected(HclToken token, string expected)
    {
        if (token.Kind != HclTokenKind.Illegal)
        {
            Report(HclErrors.UnexpectedToken, new SourceSpan(token.Start, 0), $"Here is {Describe(token)}, where {expected} is expected.", null);
        }
    }

    private void Report(string id, SourceSpan span, string message, string? suggestion)
    {
        if (!_stopped)
        {
            _diagnostics.Error(id, span, message, suggestion);
        }
    }

    private string Describe(HclToken token) => token.Kind switch
    {
        HclTokenKind.Identifier or HclTokenKind.Number or HclTokenKind.Float => $"'{_diagnostics.Excerpt(token.Span)}'",
        HclTokenKind.Illegal => "something else",
        _ => HclErrors.Name(token.Kind),
    };

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
