using System;
using System.Collections.Generic;
using ConsulSecurity.Gossip;

namespace ConsulSecurity.Configuration;

/// <summary>
/// Gossip encryption comes in three phases, each on all nodes before the next: 1 all nodes get the key and still send and take clear text,
/// 2 all send encrypted, 3 clear text is refused. Each takes a restart.
/// </summary>
internal static class GossipSettings
{
    public static ConfigFragment Plan(string folder, GossipKey? key, int phase, Version? version)
    {
        MergedConfiguration configuration = MergedConfiguration.Read([folder], version);
        string? text = key?.Reveal() ?? configuration.String("encrypt");
        if (string.IsNullOrEmpty(text))
        {
            throw ConfigErrors.GossipKeyNeeded(folder);
        }

        // Throws where the configuration's own key is none.
        GossipKeys.Parse(text!);
        return ConfigFragment.Plan(folder, "gossip", Settings(text!, phase), version);
    }

    /// <summary>What a phase says.</summary>
    /// <param name="key">The key, or what stands for it.</param>
    /// <param name="phase">1 to 3.</param>
    public static IReadOnlyList<KeyValuePair<string, object>> Settings(object key, int phase) =>
    [
        new("encrypt", key),
        new("encrypt_verify_incoming", phase >= 3),
        new("encrypt_verify_outgoing", phase >= 2),
    ];
}
