using System;
using System.Globalization;

namespace ConsulSecurity.Text;

/// <summary>Durations as Go writes them: <c>10s</c>, <c>1h30m</c>, <c>-1.5ms</c>, <c>0</c>.</summary>
internal static class GoDuration
{
    /// <summary>The length of time, or null where the text is no duration.</summary>
    public static TimeSpan? Parse(string text)
    {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        int i = negative || text.StartsWith("+", StringComparison.Ordinal) ? 1 : 0;
        if (text.Substring(i) == "0")
        {
            return TimeSpan.Zero;
        }

        double seconds = 0;
        bool any = false;
        while (i < text.Length)
        {
            int start = i;
            i = SkipNumber(text, i);
            bool isNumber = double.TryParse(text.Substring(start, i - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
            int unit = i;
            i = SkipUnit(text, i);
            if (!isNumber || Seconds(text.Substring(unit, i - unit)) is not double factor)
            {
                return null;
            }

            seconds += number * factor;
            any = true;
        }

        // Go counts nanoseconds in 64 bits: 292 years.
        return any && seconds < 9.2e9 ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond) * (negative ? -1 : 1)) : null;
    }

    /// <summary>The text for a length, in whole milliseconds.</summary>
    public static string Write(TimeSpan time) => time.TotalMilliseconds % 1000 == 0
        ? ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s"
        : ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "ms";

    private static int SkipNumber(string text, int i)
    {
        while (i < text.Length && text[i] is '.' or (>= '0' and <= '9'))
        {
            i++;
        }

        return i;
    }

    private static int SkipUnit(string text, int i)
    {
        while (i < text.Length && text[i] is not ('.' or (>= '0' and <= '9')))
        {
            i++;
        }

        return i;
    }

    private static double? Seconds(string unit) => unit switch
    {
        "ns" => 1e-9,
        "us" or "\u00B5s" or "\u03BCs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => null,
    };
}
