using System;
using System.IO;
using System.Text;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hcl;

/// <summary>What quoted strings and heredocs mean.</summary>
internal static class HclStrings
{
    /// <summary>
    /// The content of the quoted string from start to end (with its quotes). In HCL <c>${...}</c> is kept as it is written; in JSON it means nothing.
    /// Null where the lexer lets it through but it has no value: <c>\777</c>, <c>\UFFFFFFFF</c>, U+FFFD inside <c>${}</c>.
    /// </summary>
    public static string? Unquote(string text, int start, int end, HclSyntax syntax)
    {
        int from = start + 1, to = end - 1;
        if (to < from)
        {
            return null;
        }

        bool hcl = syntax == HclSyntax.Hcl;
        bool plain = text.IndexOf('\\', from, to - from) < 0 && (!hcl || text.IndexOf("${", from, to - from, StringComparison.Ordinal) < 0);
        return plain ? text.Substring(from, to - from)
            : syntax == HclSyntax.Json ? JsonStrings.Unquote(text, from, to)
            : UnquoteWithEscapes(text, from, to, hcl);
    }

    /// <summary>
    /// The lines between the two marks. With <c>&lt;&lt;-</c> the indent of the end mark is taken off every line, if every line has it.
    /// The arithmetic takes the end mark to be as long as the first one, which is how Consul reads it: what the end mark
    /// is indented by stays behind the last line.
    /// </summary>
    public static string Heredoc(string raw)
    {
        int firstLine = raw.IndexOf('\n');
        int length = raw.Length - (2 * firstLine);
        if (raw[2] != '-')
        {
            return raw.Substring(firstLine + 1, length);
        }

        string[] lines = raw.Substring(firstLine + 1, length + 1).Split('\n');
        string indent = lines[lines.Length - 1];
        if (!Array.TrueForAll(lines, line => line.StartsWith(indent, StringComparison.Ordinal)))
        {
            return raw.Substring(firstLine + 1, length).TrimEnd(' ', '\t');
        }

        var text = new StringBuilder(raw.Length);
        for (int i = 0; i < lines.Length - 1; i++)
        {
            text.Append(lines[i], indent.Length, lines[i].Length - indent.Length).Append('\n');
        }

        return text.ToString();
    }

    // Escapes such as \xc3\xa9 write single bytes, so the value is put together as UTF-8.
    private static string? UnquoteWithEscapes(string text, int from, int to, bool interpolation)
    {
        using var value = new MemoryStream(to - from);
        int i = from;
        while (i < to)
        {
            if (interpolation && text[i] == '$' && i + 1 < to && text[i + 1] == '{')
            {
                int close = SkipInterpolation(text, i + 2, to);
                if (close < 0)
                {
                    return null;
                }

                Write(value, text, i, close - i);
                i = close;
            }
            else if (text[i] == '\\')
            {
                int size = WriteEscape(value, text, i, to);
                if (size == 0)
                {
                    return null;
                }

                i += size;
            }
            else if (text[i] is '"' or '\n')
            {
                return null;
            }
            else
            {
                int run = i + 1;
                while (run < to && text[run] is not ('\\' or '$' or '"' or '\n'))
                {
                    run++;
                }

                Write(value, text, i, run - i);
                i = run;
            }
        }

        return Utf8Text.DecodeLenient(value.GetBuffer(), (int)value.Length);
    }

    private static int SkipInterpolation(string text, int i, int to)
    {
        for (int braces = 1; i < to; i++)
        {
            braces += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (text[i] == '\uFFFD')
            {
                return -1;
            }

            if (braces == 0)
            {
                return i + 1;
            }
        }

        return -1;
    }

    /// <summary>Writes what the escape at an index means; returns how long it is, or 0 where it means nothing.</summary>
    private static int WriteEscape(MemoryStream value, string text, int i, int to)
    {
        if (i + 1 >= to)
        {
            return 0;
        }

        char c = text[i + 1];
        int simple = "abfnrtv\\\"".IndexOf(c);
        if (simple >= 0)
        {
            value.WriteByte((byte)"\a\b\f\n\r\t\v\\\""[simple]);
            return 2;
        }

        bool octal = c is >= '0' and <= '7';
        int first = octal ? i + 1 : i + 2;
        int digits = octal ? 3 : c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0 || first + digits > to)
        {
            return 0;
        }

        uint number = 0;
        for (int k = 0; k < digits; k++)
        {
            int digit = HclNumbers.HexDigit(text[first + k]);
            if (digit < 0 || (octal && digit > 7))
            {
                return 0;
            }

            number = (number << (octal ? 3 : 4)) | (uint)digit;
        }

        // Go counts in 32 bits with a sign: \U80000000 and above are negative, and of a negative one the last byte is written.
        if (number is > 0x10FFFF and <= int.MaxValue || (octal && number > 0xFF))
        {
            return 0;
        }

        WriteCharacter(value, number, isByte: octal || c == 'x' || number > int.MaxValue);
        return first + digits - i;
    }

    private static void WriteCharacter(MemoryStream value, uint number, bool isByte)
    {
        if (isByte)
        {
            value.WriteByte((byte)number);
            return;
        }

        string character = number is >= 0xD800 and <= 0xDFFF ? "\uFFFD" : char.ConvertFromUtf32((int)number);
        Write(value, character, 0, character.Length);
    }

    private static void Write(MemoryStream value, string text, int start, int length)
    {
        byte[] bytes = Utf8Text.Encoding.GetBytes(text.ToCharArray(start, length));
        value.Write(bytes, 0, bytes.Length);
    }
}
