namespace ConsulSecurity.Text;

/// <summary>Patterns with <c>*</c> for any characters and <c>?</c> for any one, without regard to case; never slower than text times pattern.</summary>
internal static class Glob
{
    public static bool IsPattern(string text) => text.IndexOfAny(['*', '?']) >= 0;

    public static bool Matches(string pattern, string text)
    {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                // The last star takes one more.
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.Substring(p).Trim('*').Length == 0;
    }
}
