using System;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>Bytes as lower-case hexadecimal, and the fingerprints made of them.</summary>
internal static class Hex
{
    public static string Of(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();

    public static string Sha256(byte[] bytes)
    {
        using SHA256 sha = SHA256.Create();
        return Of(sha.ComputeHash(bytes));
    }
}
