using System.Linq;
using System.Text;

namespace ConsulSecurity.Reporting;

/// <summary>Text in Markdown.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>#|~&";

    /// <summary>Our own text, with what Markdown would take for markup escaped.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (char c in VisibleText.Of(text, 4000))
        {
            result.Append(Special.Contains(c) ? "\\" : string.Empty).Append(c);
        }

        return result.ToString();
    }

    /// <summary>Text of strangers, as code: no link, mention or markup comes out of it, in a table neither.</summary>
    public static string Code(string text)
    {
        string visible = VisibleText.Of(text);
        if (visible.Trim().Length == 0)
        {
            return string.Empty;
        }

        string fence = new('`', LongestRun(visible) + 1);
        string padding = visible[0] == '`' || visible[visible.Length - 1] == '`' ? " " : string.Empty;
        return fence + padding + visible.Replace("|", "\\|") + padding + fence;
    }

    private static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = System.Math.Max(longest, run);
        }

        return longest;
    }
}
