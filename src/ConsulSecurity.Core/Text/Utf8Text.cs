using System;
using System.Collections.Generic;
using System.Text;

namespace ConsulSecurity.Text;

/// <summary>UTF-8 as Consul (Go) reads and writes it: one replacement character for every single byte that does not belong.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 without a byte order mark, which is what Consul wants of every file.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static string Decode(byte[] bytes, out List<int> invalidOffsets)
    {
        invalidOffsets = [];
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return DecodeByHand(bytes, bytes.Length, invalidOffsets);
        }
    }

    /// <summary>Decodes the first bytes of a buffer; what is not UTF-8 becomes U+FFFD.</summary>
    public static string DecodeLenient(byte[] bytes, int count) => DecodeByHand(bytes, count, []);

    private static string DecodeByHand(byte[] bytes, int count, List<int> invalidOffsets)
    {
        var text = new StringBuilder(count);
        int i = 0;
        while (i < count)
        {
            int size = SequenceLength(bytes, i, count, out int codePoint);
            if (size == 0)
            {
                invalidOffsets.Add(text.Length);
                text.Append('\uFFFD');
                i++;
                continue;
            }

            if (codePoint < 0x10000)
            {
                text.Append((char)codePoint);
            }
            else
            {
                text.Append(char.ConvertFromUtf32(codePoint));
            }

            i += size;
        }

        return text.ToString();
    }

    /// <summary>The length of the well-formed sequence at an index, or 0 where there is none.</summary>
    private static int SequenceLength(byte[] bytes, int index, int count, out int codePoint)
    {
        int first = bytes[index];
        codePoint = first;
        if (first < 0x80)
        {
            return 1;
        }

        int size = first is >= 0xC2 and <= 0xDF ? 2 : first is >= 0xE0 and <= 0xEF ? 3 : first is >= 0xF0 and <= 0xF4 ? 4 : 0;
        if (size == 0 || index + size > count)
        {
            return 0;
        }

        codePoint = first & (0xFF >> (size + 1));
        for (int k = 1; k < size; k++)
        {
            int next = bytes[index + k];
            if ((next & 0xC0) != 0x80)
            {
                return 0;
            }

            codePoint = (codePoint << 6) | (next & 0x3F);
        }

        bool overlong = (size == 3 && codePoint < 0x800) || (size == 4 && codePoint < 0x10000);
        return overlong || codePoint is (>= 0xD800 and <= 0xDFFF) or > 0x10FFFF ? 0 : size;
    }
}
