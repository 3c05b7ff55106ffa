using System;
using System.Linq;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>Bytes as lower-case hexadecimal, and the fingerprints made of them.</summary>
internal static class Hex
{
    public static string Of(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();

    /// <summary>The bytes of an even number of digits.</summary>
    public static byte[] Parse(string hex) => [.. Enumerable.Range(0, hex.Length / 2).Select(i => Convert.ToByte(hex.Substring(2 * i, 2), 16))];

    public static string Sha256(byte[] bytes)
    {
        using SHA256 sha = SHA256.Create();
        return Of(sha.ComputeHash(bytes));
    }
}
