using System;
using System.Security.Cryptography;

namespace ConsulSecurity.Gossip;

/// <summary>Makes and reads gossip keys.</summary>
internal static class GossipKeys
{
    /// <summary>Makes a key from the platform's cryptographic random number generator.</summary>
    /// <param name="size">16, 24 or 32 bytes.</param>
    public static GossipKey Generate(int size = 32)
    {
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        return Generate(random, size);
    }

    /// <summary>Makes a key from a generator that the caller keeps, for many keys in a row.</summary>
    public static GossipKey Generate(RandomNumberGenerator random, int size)
    {
        byte[] bytes = new byte[size];
        random.GetBytes(bytes);
        var key = new GossipKey(bytes);
        Array.Clear(bytes, 0, bytes.Length);
        return key;
    }

    /// <summary>Reads a key as <c>consul keygen</c> prints it.</summary>
    /// <exception cref="ConsulSecurityException"><c>GossipKeyNotBase64</c> or <c>GossipKeySizeInvalid</c>; the text is not repeated.</exception>
    public static GossipKey Parse(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            throw GossipErrors.KeyNotBase64();
        }

        if (!GossipKey.IsValidSize(bytes.Length))
        {
            throw GossipErrors.KeySizeInvalid(bytes.Length);
        }

        return new GossipKey(bytes);
    }
}
