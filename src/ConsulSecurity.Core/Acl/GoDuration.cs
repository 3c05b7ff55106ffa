using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Acl;

/// <summary>Go's way to write lengths of time: <c>1h30m</c>, <c>250ms</c>.</summary>
internal static class GoDuration
{
    private static readonly Regex s_part = new(@"\G(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)", RegexOptions.CultureInvariant);

    /// <summary>The length; null where the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text is "" or "0")
        {
            return text.Length == 0 ? null : TimeSpan.Zero;
        }

        double seconds = 0;
        int at = 0;
        for (Match match = s_part.Match(text); match.Success; match = match.NextMatch())
        {
            seconds += double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * Seconds(match.Groups[2].Value);
            at = match.Index + match.Length;
        }

        return at == text.Length && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The text for a length, in whole milliseconds.</summary>
    public static string Write(TimeSpan time) => time.TotalMilliseconds % 1000 == 0
        ? ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s"
        : ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "ms";

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };
}
