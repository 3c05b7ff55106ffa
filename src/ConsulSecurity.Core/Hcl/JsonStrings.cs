using System.Globalization;
using System.Text;

namespace ConsulSecurity.Hcl;

/// <summary>What quoted strings of strict JSON mean.</summary>
internal static class JsonStrings
{
    /// <summary>The content between the quotes; half a surrogate pair becomes U+FFFD.</summary>
    public static string Unquote(string text, int from, int to)
    {
        var value = new StringBuilder(to - from);
        for (int i = from; i < to; i++)
        {
            if (text[i] != '\\' || i + 1 >= to)
            {
                value.Append(text[i]);
                continue;
            }

            char escape = text[++i];
            if (escape != 'u')
            {
                int simple = "bfnrt".IndexOf(escape);
                value.Append(simple < 0 ? escape : "\b\f\n\r\t"[simple]);
                continue;
            }

            char unit = CodeUnit(text, i + 1, to);
            i += 4;
            bool isPair = char.IsHighSurrogate(unit) && i + 6 < to && text[i + 1] == '\\' && text[i + 2] == 'u' && char.IsLowSurrogate(CodeUnit(text, i + 3, to));
            if (isPair)
            {
                value.Append(unit).Append(CodeUnit(text, i + 3, to));
                i += 6;
            }
            else
            {
                value.Append(char.IsSurrogate(unit) ? '\uFFFD' : unit);
            }
        }

        return value.ToString();
    }

    private static char CodeUnit(string text, int start, int to) =>
        start + 4 <= to && ushort.TryParse(text.Substring(start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : '\uFFFD';
}
