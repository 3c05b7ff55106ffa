using System;
using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>The gossip key.</summary>
internal static class GossipInspection
{
    // What guides and documentation print, by its beginning.
    private static readonly string[] s_samples = ["pUqJrVyV", "YwgWlBvi", "cg8StVXb", "X4SYOinf"];

    public static void Run(InspectionContext context)
    {
        if (context.Said("encrypt") is not { Value: string { Length: > 0 } text } key)
        {
            return;
        }

        int? size = Size(text);
        if (size is null)
        {
            context.Error("GossipKeyNotBase64", key, "The gossip key is not base64.", "Make one with New-ConsulGossipKey.");
        }
        else if (!GossipKey.IsValidSize(size.Value))
        {
            context.Error("GossipKeySizeInvalid", key, $"The gossip key has {size} bytes where Consul takes 16, 24 or 32.", "Make one with New-ConsulGossipKey.");
        }
        else if (s_samples.Any(sample => text.StartsWith(sample, StringComparison.Ordinal)))
        {
            context.Warning("GossipKeySample", key, "The gossip key is one that is printed in guides: it protects nothing.", "Make one with New-ConsulGossipKey.");
        }
        else if (IsPredictable(text))
        {
            context.Warning("GossipKeyWeak", key, "The gossip key is not random: its bytes repeat, count, or are words.", "Make one with New-ConsulGossipKey.");
        }
    }

    // Of 32 random bytes fewer than 20 different ones come up once in a million million keys.
    private static bool IsPredictable(string text)
    {
        byte[] key = Convert.FromBase64String(text);
        bool isCounted = Enumerable.Range(1, key.Length - 1).All(i => key[i] - key[i - 1] == key[1] - key[0]);
        return isCounted || key.Distinct().Count() * 8 < key.Length * 5 || key.All(b => b is >= 0x20 and < 0x7F);
    }

    private static int? Size(string text)
    {
        try
        {
            // .NET skips blanks, Consul does not.
            return text.Any(c => c == ' ' || c == '\t') ? null : Convert.FromBase64String(text).Length;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
