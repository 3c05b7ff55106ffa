using System.Globalization;
using System.Text;

namespace ConsulSecurity;

/// <summary>
/// Text of strangers made harmless for every format: what cannot be seen or turns a line around is written as its code, and what is
/// endless is cut. Escaping for the format itself comes after it.
/// </summary>
internal static class VisibleText
{
    private const int Longest = 400;

    public static string Of(string text, int longest = Longest)
    {
        var result = new StringBuilder(System.Math.Min(text.Length, longest) + 32);
        int i = 0;
        while (i < text.Length && i < longest)
        {
            i += Append(result, text, i);
        }

        return i < text.Length ? result.Append("… (").Append(text.Length).Append(" characters)").ToString() : result.ToString();
    }

    /// <summary>How many characters were taken: two for a pair of surrogates.</summary>
    private static int Append(StringBuilder result, string text, int index)
    {
        if (char.IsSurrogatePair(text, index))
        {
            result.Append(text, index, 2);
            return 2;
        }

        char c = text[index];
        if (c is '\t' or '\n' or '\r')
        {
            result.Append(' ');
        }
        else if (IsVisible(c))
        {
            result.Append(c);
        }
        else
        {
            result.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return 1;
    }

    private static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
