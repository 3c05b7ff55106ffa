using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Writes DER. A certificate is a hundred small values, of which BouncyCastle's encoder makes ten times the work of these few
/// lines: more than the platform takes for the key and the signature.
/// </summary>
internal static class Der
{
    private const int FirstGeneralizedYear = 2050;

    private static readonly ConcurrentDictionary<string, byte[]> s_identifiers = new(StringComparer.Ordinal);

    public static byte[] Null { get; } = [0x05, 0x00];

    public static byte[] True { get; } = [0x01, 0x01, 0xFF];

    public static byte[] Sequence(params byte[][] parts) => Element(DerReader.Sequence, parts);

    /// <summary>A set of one element, as all sets here are; more would have to be sorted.</summary>
    public static byte[] SetOf(byte[] part) => Element(DerReader.Set, part);

    /// <summary>A set of several elements in the order that DER demands.</summary>
    public static byte[] SetOf(params byte[][] parts) =>
        Element(DerReader.Set, [.. parts.OrderBy(Hex.Of, StringComparer.Ordinal)]);

    public static byte[] OctetString(byte[] content) => Element(DerReader.OctetString, content);

    public static byte[] BitString(byte[] content, int unusedBits = 0) => Element(DerReader.BitString, [(byte)unusedBits], content);

    public static byte[] Utf8String(string text) => Element(0x0C, Encoding.UTF8.GetBytes(text));

    public static byte[] BmpString(string text) => Element(0x1E, Encoding.BigEndianUnicode.GetBytes(text));

    public static byte[] Integer(int value) => Integer(
        [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    /// <summary>A number that is not negative, from its bytes with the highest first.</summary>
    public static byte[] Integer(byte[] unsigned)
    {
        int skip = 0;
        while (skip < unsigned.Length - 1 && unsigned[skip] == 0)
        {
            skip++;
        }

        byte[] digits = skip == 0 ? unsigned : unsigned.Skip(skip).ToArray();
        return digits[0] >= 0x80 ? Element(DerReader.Integer, [0], digits) : Element(DerReader.Integer, digits);
    }

    public static byte[] ObjectIdentifier(string oid) => s_identifiers.GetOrAdd(oid, EncodeIdentifier);

    /// <summary>An element with a context tag around others.</summary>
    public static byte[] Context(int tag, params byte[][] parts) => Element(0xA0 | tag, parts);

    /// <summary>Bytes with a context tag in the place of their own.</summary>
    public static byte[] ContextBytes(int tag, byte[] content) => Element(0x80 | tag, content);

    public static byte[] ContextText(int tag, string ascii) => ContextBytes(tag, Encoding.ASCII.GetBytes(ascii));

    /// <summary>A moment as X.509 wants it: with two digits for the year up to 2049, with four from then on.</summary>
    public static byte[] Time(DateTimeOffset moment)
    {
        DateTime utc = moment.UtcDateTime;
        return utc.Year < FirstGeneralizedYear
            ? Element(0x17, Encoding.ASCII.GetBytes(utc.ToString("yyMMddHHmmss'Z'", CultureInfo.InvariantCulture)))
            : Element(0x18, Encoding.ASCII.GetBytes(utc.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture)));
    }

    private static byte[] Element(int tag, params byte[][] parts)
    {
        int length = 0;
        foreach (byte[] part in parts)
        {
            length += part.Length;
        }

        int header = length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : 5;
        byte[] element = new byte[header + length];
        element[0] = (byte)tag;
        if (header == 2)
        {
            element[1] = (byte)length;
        }
        else
        {
            element[1] = (byte)(0x80 | (header - 2));
            for (int i = header - 1, rest = length; i > 1; i--, rest >>= 8)
            {
                element[i] = (byte)rest;
            }
        }

        int position = header;
        foreach (byte[] part in parts)
        {
            Buffer.BlockCopy(part, 0, element, position, part.Length);
            position += part.Length;
        }

        return element;
    }

    private static byte[] EncodeIdentifier(string oid)
    {
        ulong[] numbers = [.. oid.Split('.').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture))];
        var bytes = new List<byte>();
        foreach (ulong number in numbers.Skip(2).Prepend((numbers[0] * 40) + numbers[1]))
        {
            int start = bytes.Count;
            bytes.Add((byte)(number & 0x7F));
            for (ulong rest = number >> 7; rest > 0; rest >>= 7)
            {
                bytes.Insert(start, (byte)((rest & 0x7F) | 0x80));
            }
        }

        return Element(DerReader.ObjectIdentifier, [.. bytes]);
    }
}
