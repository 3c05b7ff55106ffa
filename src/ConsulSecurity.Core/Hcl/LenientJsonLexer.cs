using System.Globalization;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>Cuts the JSON that hashicorp/hcl reads into tokens. It only says that something is wrong; <see cref="JsonParser"/> says what.</summary>
internal sealed class LenientJsonLexer(SourceText source)
{
    private readonly string _text = source.Text;
    private int _position;

    /// <summary>Whether something was found that is no token; Consul refuses the text then.</summary>
    public bool Failed { get; private set; }

    public HclToken Next()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\t' or '\r')
        {
            _position++;
        }

        int start = _position;
        if (Failed || start >= _text.Length)
        {
            return new HclToken(HclTokenKind.EndOfFile, _text.Length, _text.Length);
        }

        HclTokenKind kind = Kind(_text[_position++]);
        Failed |= kind == HclTokenKind.Illegal;
        return new HclToken(kind, start, _position);
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    // A null character looks like the end of the text, once.
    private HclTokenKind Kind(char c) => c switch
    {
        '\0' => HclTokenKind.EndOfFile,
        '"' => QuotedString(),
        '{' => HclTokenKind.LeftBrace,
        '}' => HclTokenKind.RightBrace,
        '[' => HclTokenKind.LeftBracket,
        ']' => HclTokenKind.RightBracket,
        ',' => HclTokenKind.Comma,
        ':' => HclTokenKind.Colon,
        '.' => IsDecimal(At(_position)) ? LeadingFraction() : HclTokenKind.Stray,
        '-' => IsDecimal(At(_position)) ? Number(_position++) : HclTokenKind.Illegal,
        't' => Word("true", HclTokenKind.Bool),
        'f' => Word("false", HclTokenKind.Bool),
        'n' => Word("null", HclTokenKind.Null),
        _ => IsDecimal(c) ? Number(_position - 1) : HclTokenKind.Illegal,
    };

    private HclTokenKind Word(string word, HclTokenKind kind)
    {
        int start = _position - 1;
        _position = start + word.Length;
        bool good = string.CompareOrdinal(_text, start, word, 0, word.Length) == 0
            && (_position >= _text.Length || (_text[_position] != '\0' && !IsWordPartAt(_position)));
        return good ? kind : HclTokenKind.Illegal;
    }

    private bool IsWordPartAt(int index)
    {
        char c = _text[index];
        return c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-'
            || source.IsInvalidAt(index)
            || (c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory(_text, index) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber);
    }

    private HclTokenKind QuotedString()
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c is '\n' or '\0' || (c == '\uFFFD' && source.IsInvalidAt(_position)))
            {
                return HclTokenKind.Illegal;
            }

            _position++;
            if (c == '"')
            {
                return HclTokenKind.String;
            }

            if (c == '\\' && !SkipEscape())
            {
                return HclTokenKind.Illegal;
            }
        }

        return HclTokenKind.Illegal;
    }

    private bool SkipEscape()
    {
        char c = At(_position);
        bool octal = c is >= '0' and <= '7';
        int digits = octal ? 3 : c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        int first = octal ? _position : _position + 1;
        for (int k = 0; k < digits; k++)
        {
            int value = HclNumbers.HexDigit(At(first + k));
            if (value < 0 || (octal && value > 7))
            {
                return false;
            }
        }

        _position = first + digits;
        return digits > 0 || (c != '\0' && "abfnrtv\\\"".IndexOf(c) >= 0);
    }

    // From the first digit. A lone 0 at the end of the text is refused as if digits followed.
    private HclTokenKind Number(int start)
    {
        SkipDigits();
        bool isFloat = At(_position) is '.' or 'e' or 'E';
        if (At(_position) == '.')
        {
            _position++;
            SkipDigits();
        }

        if (isFloat && At(_position) is 'e' or 'E')
        {
            Exponent();
        }

        bool refused = !isFloat && _text[start] == '0' && (_position > start + 1 || _position >= _text.Length);
        return refused || At(_position) == '\0' && _position < _text.Length ? HclTokenKind.Illegal
            : isFloat ? HclTokenKind.Float
            : HclTokenKind.Number;
    }

    // Without digits the character behind belongs to the token as well; such a number has no value.
    private void Exponent()
    {
        _position++;
        _position += At(_position) is '+' or '-' ? 1 : 0;
        if (IsDecimal(At(_position)))
        {
            SkipDigits();
        }
        else if (_position < _text.Length)
        {
            Failed |= source.IsInvalidAt(_position);
            _position += char.IsHighSurrogate(_text[_position]) ? 2 : 1;
        }
    }

    private HclTokenKind LeadingFraction()
    {
        SkipDigits();
        _position += At(_position) is 'e' or 'E' ? 1 : 0;
        return HclTokenKind.Float;
    }

    // The character behind is looked at, which is enough to be refused for it.
    private void SkipDigits()
    {
        while (IsDecimal(At(_position)))
        {
            _position++;
        }

        Failed |= source.IsInvalidAt(_position);
    }

    private static bool IsDecimal(char c) => c is >= '0' and <= '9';
}
