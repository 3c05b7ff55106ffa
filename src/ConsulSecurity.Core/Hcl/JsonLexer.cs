using System.Globalization;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Cuts strict JSON into tokens; comments are reported and skipped.</summary>
internal sealed class JsonLexer(DiagnosticBag diagnostics)
{
    private readonly string _text = diagnostics.Source.Text;
    private int _position;

    public HclToken Next()
    {
        SkipSpaceAndComments();
        int start = _position;
        if (start >= _text.Length)
        {
            return new HclToken(HclTokenKind.EndOfFile, start, start);
        }

        HclTokenKind kind = Kind(_text[_position++], start);
        return new HclToken(kind, start, _position);
    }

    private HclTokenKind Kind(char c, int start)
    {
        switch (c)
        {
            case '{': return HclTokenKind.LeftBrace;
            case '}': return HclTokenKind.RightBrace;
            case '[': return HclTokenKind.LeftBracket;
            case ']': return HclTokenKind.RightBracket;
            case ',': return HclTokenKind.Comma;
            case ':': return HclTokenKind.Colon;
            case '=': return HclTokenKind.Assign;
            case '"': return QuotedString(start);
            case '-' or (>= '0' and <= '9'): return Number(start);
            default: return IsWordAt(start) ? Word(start) : Illegal(start);
        }
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    private void SkipSpaceAndComments()
    {
        for (; _position < _text.Length; _position++)
        {
            char c = _text[_position];
            bool isComment = c == '#' || (c == '/' && At(_position + 1) is '/' or '*');
            if (isComment)
            {
                SkipComment(c == '/' && At(_position + 1) == '*');
            }
            else if (c is not (' ' or '\n' or '\t' or '\r'))
            {
                return;
            }
        }
    }

    private void SkipComment(bool isBlock)
    {
        int start = _position;
        int end = isBlock ? _text.IndexOf("*/", start + 2, System.StringComparison.Ordinal) : _text.IndexOf('\n', start);
        _position = end < 0 ? _text.Length : isBlock ? end + 1 : end;
        diagnostics.Error(HclErrors.IllegalCharacter, SourceSpan.FromBounds(start, _position), "JSON has no comments.", "Take it away, or write the file in HCL.");
    }

    private HclTokenKind QuotedString(int start)
    {
        while (_position < _text.Length && _text[_position] != '\n')
        {
            char c = _text[_position++];
            if (c == '"')
            {
                return HclTokenKind.String;
            }

            if (c == '\\')
            {
                Escape();
            }
            else if (c < ' ')
            {
                diagnostics.Error(
                    HclErrors.ForbiddenCharacter,
                    new SourceSpan(_position - 1, 0),
                    $"A string holds the control character 0x{(int)c:x2}, which JSON wants as an escape.",
                    $"Write \\u{(int)c:x4}.");
            }
        }

        diagnostics.Error(HclErrors.UnterminatedString, new SourceSpan(start, 1), "The string that starts here does not end on its line.", "Close it with '\"'.");
        return HclTokenKind.Illegal;
    }

    // The backslash is read already.
    private void Escape()
    {
        char c = At(_position);
        bool good = c != '\0' && "\"\\/bfnrtu".IndexOf(c) >= 0;
        for (int k = 1; good && c == 'u' && k <= 4; k++)
        {
            good = HclNumbers.HexDigit(At(_position + k)) >= 0;
        }

        if (good)
        {
            _position += c == 'u' ? 5 : 1;
            return;
        }

        SourceSpan span = SourceSpan.FromBounds(_position - 1, System.Math.Min(_position + 1, _text.Length));
        diagnostics.Error(HclErrors.IllegalEscape, span, $"The escape '{diagnostics.Excerpt(span)}' means nothing in a JSON string.", HclErrors.PathBackslash);
        _position += c is '\n' or '"' ? 0 : 1;
    }

    private HclTokenKind Number(int start)
    {
        _position = start + (_text[start] == '-' ? 1 : 0);
        int first = _position;
        bool good = SkipDigits() && (_text[first] != '0' || _position == first + 1);
        bool isFloat = At(_position) is '.' or 'e' or 'E';
        if (At(_position) == '.')
        {
            _position++;
            good &= SkipDigits();
        }

        if (At(_position) is 'e' or 'E')
        {
            _position++;
            _position += At(_position) is '+' or '-' ? 1 : 0;
            good &= SkipDigits();
        }

        if (_position < _text.Length && IsWordAt(_position))
        {
            good = false;
            SkipWord();
        }

        if (!good)
        {
            SourceSpan span = SourceSpan.FromBounds(start, _position);
            diagnostics.Error(HclErrors.IllegalNumber, span, $"'{diagnostics.Excerpt(span)}' is no number of JSON.", "JSON numbers are decimal, without a leading 0.");
            return HclTokenKind.Illegal;
        }

        return isFloat ? HclTokenKind.Float : HclTokenKind.Number;
    }

    private bool SkipDigits()
    {
        int start = _position;
        while (At(_position) is >= '0' and <= '9')
        {
            _position++;
        }

        return _position > start;
    }

    private HclTokenKind Word(int start)
    {
        SkipWord();
        return _text.Substring(start, _position - start) switch
        {
            "true" or "false" => HclTokenKind.Bool,
            "null" => HclTokenKind.Null,
            _ => HclTokenKind.Identifier,
        };
    }

    private void SkipWord()
    {
        while (_position < _text.Length && (IsWordAt(_position) || _text[_position] is '-' or '.' or (>= '0' and <= '9')))
        {
            _position++;
        }
    }

    private bool IsWordAt(int index)
    {
        char c = _text[index];
        return c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'
            || (c >= 0x80 && !char.IsSurrogate(c) && CharUnicodeInfo.GetUnicodeCategory(_text, index) <= UnicodeCategory.OtherLetter);
    }

    private HclTokenKind Illegal(int start)
    {
        char c = _text[start];
        _position += char.IsHighSurrogate(c) && _position < _text.Length ? 1 : 0;
        if (start == 0 && c == '\uFEFF')
        {
            return HclTokenKind.Illegal;
        }

        if (ForeignQuotes.End(_text, start) is int end)
        {
            _position = end;
            diagnostics.Error(HclErrors.IllegalCharacter, new SourceSpan(start, 1), $"The quotes '{c}' have no meaning in JSON.", HclErrors.DoubleQuotes);
            return HclTokenKind.String;
        }

        string? suggestion = c is '\'' or '`' or '\u201C' or '\u201D' or '\u2018' or '\u2019' ? HclErrors.DoubleQuotes : null;
        SourceSpan span = SourceSpan.FromBounds(start, _position);
        string shown = c < ' ' ? $"0x{(int)c:x2}" : _text.Substring(start, _position - start);
        diagnostics.Error(HclErrors.IllegalCharacter, span, $"The character '{shown}' has no meaning in JSON.", suggestion);
        return HclTokenKind.Illegal;
    }
}
