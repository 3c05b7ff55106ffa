using System.Globalization;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Cuts HCL 1 into tokens, white space and comments left out. The text has LF line ends.</summary>
internal sealed partial class HclLexer
{
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private int _position;

    public HclLexer(DiagnosticBag diagnostics)
    {
        _text = diagnostics.Source.Text;
        _diagnostics = diagnostics;
    }

    /// <summary>Whether something was found that is no token; Consul refuses the text then, wherever it stands.</summary>
    public bool Failed { get; private set; }

    public HclToken Next()
    {
        SkipSpaceAndComments();
        int start = _position;
        if (start >= _text.Length)
        {
            return new HclToken(HclTokenKind.EndOfFile, start, start);
        }

        char c = _text[start];
        HclTokenKind kind = Kind(c, start);
        return new HclToken(kind, start, _position);
    }

    private HclTokenKind Kind(char c, int start)
    {
        if (IsLetterAt(start))
        {
            return Identifier();
        }

        if (IsDecimal(c))
        {
            return Number();
        }

        _position++;
        switch (c)
        {
            case '"': return QuotedString(start);
            case '{': return HclTokenKind.LeftBrace;
            case '}': return HclTokenKind.RightBrace;
            case '[': return HclTokenKind.LeftBracket;
            case ']': return HclTokenKind.RightBracket;
            case ',': return HclTokenKind.Comma;
            case '=': return HclTokenKind.Assign;
            case '+': return HclTokenKind.Stray;
            case '-': return IsDecimal(At(_position)) ? Number() : HclTokenKind.Stray;
            case '.': return IsDecimal(At(_position)) ? LeadingFraction() : HclTokenKind.Stray;
            case '<': return Heredoc(start);
            default: return Illegal(c, start);
        }
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    private void SkipSpaceAndComments()
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c is ' ' or '\n' or '\t' or '\r')
            {
                _position++;
            }
            else if (c == '#' || (c == '/' && At(_position + 1) == '/'))
            {
                int end = _text.IndexOf('\n', _position);
                _position = end < 0 ? _text.Length : end;
            }
            else if (c == '/' && At(_position + 1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipBlockComment()
    {
        int end = _text.IndexOf("*/", _position + 2, System.StringComparison.Ordinal);
        if (end < 0)
        {
            Error(
                HclErrors.UnterminatedComment, new SourceSpan(_position, 2), "The comment that starts here has no end.", "Close it with '*/'.");
        }

        _position = end < 0 ? _text.Length : end + 2;
    }

    private HclTokenKind Identifier()
    {
        int start = _position;
        do
        {
            _position += char.IsHighSurrogate(_text[_position]) ? 2 : 1;
        }
        while (_position < _text.Length && IsIdentifierPartAt(_position));

        int length = _position - start;
        bool isBool = (length == 4 && string.CompareOrdinal(_text, start, "true", 0, 4) == 0)
            || (length == 5 && string.CompareOrdinal(_text, start, "false", 0, 5) == 0);
        return isBool ? HclTokenKind.Bool : HclTokenKind.Identifier;
    }

    private HclTokenKind QuotedString(int start)
    {
        int braces = 0;
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == '\n' && braces == 0)
            {
                break;
            }

            _position++;
            if (c == '"' && braces == 0)
            {
                return HclTokenKind.String;
            }

            if (c == '\\')
            {
                Escape();
            }
            else if (braces == 0 && c == '$' && At(_position) == '{')
            {
                braces = 1;
                _position++;
            }
            else if (braces > 0)
            {
                braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }

        Error(
            HclErrors.UnterminatedString,
            new SourceSpan(start, 1),
            braces > 0 ? "The string that starts here has a '${' without its '}'." : "The string that starts here does not end on its line.",
            braces > 0 ? "Close the '${' with '}', or write the dollar sign alone." : "Close it with '\"'; for text of several lines use a heredoc (<<EOF).");
        return HclTokenKind.Illegal;
    }

    // The backslash is read already.
    private void Escape()
    {
        int start = _position - 1;
        char c = At(_position);
        bool octal = c is >= '0' and <= '7';
        int digits = octal ? 3 : c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        int first = octal ? _position : _position + 1;
        bool good = digits > 0 || (c != '\0' && "abfnrtv\\\"".IndexOf(c) >= 0);
        for (int k = 0; good && k < digits; k++)
        {
            int value = HclNumbers.HexDigit(At(first + k));
            good = value >= 0 && (!octal || value < 8);
        }

        if (good)
        {
            _position = first + digits;
            return;
        }

        Error(
            HclErrors.IllegalEscape,
            SourceSpan.FromBounds(start, System.Math.Min(start + 2, _text.Length)),
            $"The escape '{_diagnostics.Excerpt(new SourceSpan(start, 2))}' means nothing in a string.",
            HclErrors.PathBackslash);
        _position += c is '\n' or '"' ? 0 : 1;
    }

    private HclTokenKind Illegal(char c, int start)
    {
        _position += char.IsHighSurrogate(c) ? 1 : 0;
        if (HclEncodingCheck.IsReported(_diagnostics.Source, start))
        {
            return HclTokenKind.Illegal;
        }

        if (ForeignQuotes.End(_text, start) is int end)
        {
            _position = end;
            Error(HclErrors.IllegalCharacter, new SourceSpan(start, 1), $"The quotes '{c}' have no meaning in HCL.", HclErrors.DoubleQuotes);
            return HclTokenKind.String;
        }

        string? suggestion = c switch
        {
            '\'' or '`' or '\u201C' or '\u201D' or '\u2018' or '\u2019' => HclErrors.DoubleQuotes,
            ':' => "HCL gives values with '=': name = value.",
            ';' => "Items end with their line; take the ';' away.",
            '/' => "A comment starts with '#', '//' or '/*'.",
            '(' or ')' or '$' => "Expressions belong into a string.",
            '\\' => HclErrors.DoubleQuotes,
            '\u00A0' => "It looks like a blank and is none: a no-break space; put a plain blank in its place.",
            _ => null,
        };
        SourceSpan span = SourceSpan.FromBounds(start, _position);
        Error(HclErrors.IllegalCharacter, span, $"The character '{_text.Substring(start, _position - start)}' has no meaning in HCL.", suggestion);
        return HclTokenKind.Illegal;
    }

    private void Error(string id, SourceSpan span, string message, string? suggestion)
    {
        Failed = true;
        _diagnostics.Error(id, span, message, suggestion);
    }

    private static bool IsDecimal(char c) => c is >= '0' and <= '9';

    private bool IsLetterAt(int index)
    {
        char c = _text[index];
        return c < 0x80
            ? c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'
            : CharUnicodeInfo.GetUnicodeCategory(_text, index) <= UnicodeCategory.OtherLetter;
    }

    private bool IsIdentifierPartAt(int index)
    {
        char c = _text[index];
        return c < 0x80
            ? c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.'
            : CharUnicodeInfo.GetUnicodeCategory(_text, index) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;
    }
}
