using System;
using ConsulSecurity.Hcl;

namespace ConsulSecurity.Configuration;

/// <summary>Whole numbers written in strings, as Go reads them: a sign, a prefix for the radix, underscores between digits.</summary>
internal static class GoInteger
{
    public static long? Parse(string text)
    {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        int i = negative || text.StartsWith("+", StringComparison.Ordinal) ? 1 : 0;
        uint radix = Radix(text, ref i, out bool hasPrefix);
        ulong limit = negative ? 1UL << 63 : long.MaxValue;
        ulong value = 0;
        bool any = false, mayUnderscore = hasPrefix;
        for (; i < text.Length; i++)
        {
            if (text[i] == '_')
            {
                if (!mayUnderscore)
                {
                    return null;
                }

                mayUnderscore = false;
                continue;
            }

            int digit = HclNumbers.HexDigit(text[i]);
            if (digit < 0 || digit >= radix || value > (limit - (ulong)digit) / radix)
            {
                return null;
            }

            value = (value * radix) + (ulong)digit;
            any = mayUnderscore = true;
        }

        bool complete = any && text[text.Length - 1] != '_';
        return !complete ? null : negative ? unchecked(-(long)value) : (long)value;
    }

    // "0" alone is decimal; "0" before a digit or an underscore means octal.
    private static uint Radix(string text, ref int i, out bool hasPrefix)
    {
        hasPrefix = i + 1 < text.Length && text[i] == '0';
        if (!hasPrefix)
        {
            return 10;
        }

        uint radix = text[i + 1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 0 };
        i += radix == 0 ? 1 : 2;
        return radix == 0 ? 8 : radix;
    }
}
