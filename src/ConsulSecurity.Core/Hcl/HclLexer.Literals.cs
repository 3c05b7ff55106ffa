using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Numbers and heredocs.</summary>
internal sealed partial class HclLexer
{
    private HclTokenKind Number()
    {
        int start = _position;
        bool leadingZero = _text[_position++] == '0';
        if (leadingZero && At(_position) is 'x' or 'X')
        {
            return Hexadecimal(start);
        }

        // 0159 is no octal number, but 0159.5 is a fraction; 08 and 09 pass here and have no value later.
        bool illegalOctal = false;
        int second = _position;
        while (IsDecimal(At(_position)))
        {
            illegalOctal |= leadingZero && _position > second && At(_position) is '8' or '9';
            _position++;
        }

        if (At(_position) is 'e' or 'E')
        {
            Exponent();
            return HclTokenKind.Float;
        }

        if (At(_position) == '.')
        {
            _position++;
            SkipDigits();
            if (At(_position) is 'e' or 'E')
            {
                Exponent();
            }

            return HclTokenKind.Float;
        }

        if (illegalOctal)
        {
            IllegalNumber(start, "is written with a leading 0, which means octal, and has a digit 8 or 9", "Take the leading 0 away.");
        }

        return HclTokenKind.Number;
    }

    private HclTokenKind Hexadecimal(int start)
    {
        int first = ++_position;
        while (HclNumbers.HexDigit(At(_position)) >= 0)
        {
            _position++;
        }

        if (_position == first)
        {
            IllegalNumber(start, "has no digit behind its 0x", null);
        }

        return HclTokenKind.Number;
    }

    // At 'e'. Without digits the character behind belongs to the token as well; such a number has no value.
    private void Exponent()
    {
        _position++;
        if (At(_position) is '+' or '-')
        {
            _position++;
        }

        if (IsDecimal(At(_position)))
        {
            SkipDigits();
            return;
        }

        SkipCharacter();
    }

    // At the first digit behind a leading '.'. An exponent is not understood here; its 'e' is swallowed and the number has no value.
    private HclTokenKind LeadingFraction()
    {
        SkipDigits();
        if (At(_position) is 'e' or 'E')
        {
            _position++;
        }

        return HclTokenKind.Float;
    }

    private void SkipDigits()
    {
        while (IsDecimal(At(_position)))
        {
            _position++;
        }
    }

    private void SkipCharacter()
    {
        if (_position < _text.Length)
        {
            _position += char.IsHighSurrogate(_text[_position]) ? 2 : 1;
        }
    }

    private void IllegalNumber(int start, string reason, string? suggestion)
    {
        SourceSpan span = SourceSpan.FromBounds(start, _position);
        Error(HclErrors.IllegalNumber, span, $"The number '{_diagnostics.Excerpt(span)}' {reason}.", suggestion);
    }

    // The first '<' is read already. The anchor is kept with its '-', as the length of a line is compared with both.
    private HclTokenKind Heredoc(int start)
    {
        if (At(_position) != '<')
        {
            Error(HclErrors.IllegalHeredoc, new SourceSpan(start, 1), "The character '<' has no meaning in HCL.", "A heredoc starts with '<<' and a name.");
            return HclTokenKind.Illegal;
        }

        int anchor = ++_position;
        _position += At(_position) == '-' ? 1 : 0;
        while (_position < _text.Length && At(_position) is not ('-' or '.') && IsIdentifierPartAt(_position))
        {
            SkipCharacter();
        }

        int name = _position;
        _position += At(_position) == '\r' && At(_position + 1) == '\n' ? 1 : 0;
        if (At(_position) != '\n' || name - anchor == (_text[anchor] == '-' ? 1 : 0))
        {
            Error(
                HclErrors.IllegalHeredoc,
                SourceSpan.FromBounds(start, _position),
                "A heredoc starts with '<<' and a name of letters and digits, and nothing more on that line.",
                "For example <<EOF; the text follows on the next line.");
            return HclTokenKind.Illegal;
        }

        return HeredocBody(start, anchor, _position - anchor);
    }

    private HclTokenKind HeredocBody(int start, int anchor, int anchorLength)
    {
        int dash = _text[anchor] == '-' ? 1 : 0;
        int line = _position + 1;
        for (int end = NewLine(line); end >= 0; end = NewLine(line))
        {
            if (end - line >= anchorLength && IsEndMark(line, end, anchor + dash, anchorLength - dash))
            {
                _position = end + 1;
                return HclTokenKind.Heredoc;
            }

            line = end + 1;
        }

        string mark = _text.Substring(anchor + dash, anchorLength - dash).TrimEnd('\r');
        Error(
            HclErrors.UnterminatedHeredoc,
            SourceSpan.FromBounds(start, anchor + anchorLength),
            $"The heredoc that starts here has no end: a line with '{mark}' alone, and a line end behind it.",
            dash > 0 ? "With '<<-' the end mark has to be indented." : null);
        _position = _text.Length;
        return HclTokenKind.Illegal;
    }

    private int NewLine(int from) => from > _text.Length ? -1 : _text.IndexOf('\n', from);

    // Blanks, the anchor, carriage returns.
    private bool IsEndMark(int line, int end, int anchor, int length)
    {
        while (line < end && _text[line] is ' ' or '\t' or '\r' or '\v' or '\f')
        {
            line++;
        }

        if (end - line < length || string.CompareOrdinal(_text, line, _text, anchor, length) != 0)
        {
            return false;
        }

        for (line += length; line < end && _text[line] == '\r'; line++)
        {
        }

        return line == end;
    }
}
