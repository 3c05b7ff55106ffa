using System;
using System.Security;
using System.Security.Cryptography;

namespace ConsulSecurity;

/// <summary>A key of Consul's gossip encryption: 16, 24 or 32 random bytes. It shows itself by its fingerprint only.</summary>
public sealed class GossipKey : IEquatable<GossipKey>
{
    private readonly byte[] _key;
    private string? _fingerprint;

    /// <summary>Takes a key from its bytes; the array is copied.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public GossipKey(byte[] key)
    {
        if (key is null || !IsValidSize(key.Length))
        {
            throw new ArgumentException("A gossip key has 16, 24 or 32 bytes.", nameof(key));
        }

        _key = (byte[])key.Clone();
    }

    /// <summary>The first 8 bytes of the SHA-256 of the key in hexadecimal: tells keys apart, reveals none.</summary>
    public string Fingerprint => _fingerprint ??= ComputeFingerprint(_key);

    /// <summary>The length of the key in bytes: 16 (AES-128), 24 (AES-192) or 32 (AES-256).</summary>
    public int Size => _key.Length;

    /// <summary>Whether Consul takes a key of that many bytes.</summary>
    /// <param name="bytes">The length in bytes.</param>
    /// <returns>True for 16, 24 and 32.</returns>
    public static bool IsValidSize(int bytes) => bytes is 16 or 24 or 32;

    /// <summary>The key in the clear, as <c>consul keygen</c> prints it and <c>encrypt</c> wants it: base64.</summary>
    /// <returns>The base64 text. Keep it out of logs.</returns>
    public string Reveal() => Convert.ToBase64String(_key);

    /// <summary>The base64 text as a SecureString.</summary>
    /// <returns>A read-only SecureString; the caller disposes it.</returns>
    public SecureString ToSecureString()
    {
        var text = new SecureString();
        foreach (char c in Reveal())
        {
            text.AppendChar(c);
        }

        text.MakeReadOnly();
        return text;
    }

    /// <inheritdoc/>
    public bool Equals(GossipKey? other)
    {
        if (other is null || other._key.Length != _key.Length)
        {
            return false;
        }

        int difference = 0;
        for (int i = 0; i < _key.Length; i++)
        {
            difference |= _key[i] ^ other._key[i];
        }

        return difference == 0;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GossipKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_key, 0);

    /// <summary>The fingerprint, never the key.</summary>
    /// <returns>For example <c>gossip key 3f2a90c1d4e5b607</c>.</returns>
    public override string ToString() => "gossip key " + Fingerprint;

    private static string ComputeFingerprint(byte[] key)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(key), 0, 8).Replace("-", string.Empty).ToLowerInvariant();
    }
}
