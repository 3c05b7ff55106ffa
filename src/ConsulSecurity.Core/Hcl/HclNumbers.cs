using System;
using System.Globalization;

namespace ConsulSecurity.Hcl;

/// <summary>Numbers as Go reads them: what the lexer lets through is not always one.</summary>
internal static class HclNumbers
{
    public static long? ParseInteger(string text)
    {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        int i = negative ? 1 : 0;
        int radix = 10;
        if (i + 1 < text.Length && text[i] == '0')
        {
            bool hex = text[i + 1] is 'x' or 'X';
            radix = hex ? 16 : 8;
            i += hex ? 2 : 1;
        }

        ulong value = 0;
        ulong limit = negative ? 1UL << 63 : long.MaxValue;
        for (; i < text.Length; i++)
        {
            int digit = HexDigit(text[i]);
            if (digit < 0 || digit >= radix || value > (limit - (ulong)digit) / (ulong)radix)
            {
                return null;
            }

            value = (value * (ulong)radix) + (ulong)digit;
        }

        return negative ? unchecked(-(long)value) : (long)value;
    }

    public static double? ParseDouble(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        try
        {
            double value = double.Parse(text, Style, CultureInfo.InvariantCulture);
            return double.IsInfinity(value) ? null : value;
        }
        catch (FormatException)
        {
            return null;
        }
        catch (OverflowException)
        {
            // Only .NET Framework; newer runtimes answer infinity.
            return null;
        }
    }

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    public static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
