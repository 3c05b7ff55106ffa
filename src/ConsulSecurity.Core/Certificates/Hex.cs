using System;
using System.Linq;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>Bytes as lower-case hexadecimal, and the fingerprints made of them.</summary>
internal static class Hex
{
    private const string Digits = "0123456789abcdef";

    [ThreadStatic]
    private static SHA256? s_sha256;

    public static string Of(byte[] bytes)
    {
        char[] text = new char[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 0xF];
        }

        return new string(text);
    }

    /// <summary>The bytes of an even number of digits.</summary>
    public static byte[] Parse(string hex) => [.. Enumerable.Range(0, hex.Length / 2).Select(i => Convert.ToByte(hex.Substring(2 * i, 2), 16))];

    public static string Sha256(byte[] bytes) => Of(Hash(bytes));

    /// <summary>The SHA-256 itself. Each thread keeps its instance: making one takes longer than hashing a certificate.</summary>
    public static byte[] Hash(byte[] bytes) => (s_sha256 ??= SHA256.Create()).ComputeHash(bytes);
}
