using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Configuration;

/// <summary>
/// ACLs come in two phases, each on all nodes and with a restart before the next: 1 they are on and allow what no rule forbids, so that
/// the cluster can be bootstrapped and everything gets its token; 2 they deny it.
/// </summary>
internal static class AclSettings
{
    private static readonly Version s_block = new(1, 4);
    private static readonly Version s_persistence = new(1, 4, 3);

    /// <param name="folder">What <c>-config-dir</c> names.</param>
    /// <param name="phase">1 or 2.</param>
    /// <param name="primaryDatacenter">The datacenter that keeps the tokens; null for the one that the configuration says, if it does.</param>
    /// <param name="version">The version that will read it; null for the newest.</param>
    /// <param name="force">Goes back from phase 2 to 1, and on to 2 where the agent has no token.</param>
    /// <exception cref="ConsulSecurityException">
    /// <c>AclDeniesAlready</c>, <c>AclAgentTokenMissing</c>, and what <see cref="ConfigFragment.Plan"/> throws.
    /// </exception>
    public static ConfigFragment Plan(string folder, int phase, string? primaryDatacenter, Version? version, bool force)
    {
        if (version is not null && version < s_block)
        {
            throw ConfigErrors.TooOld("acl", s_block, version);
        }

        MergedConfiguration configuration = MergedConfiguration.Read([folder], version);
        if (phase == 1 && !force && Denies(configuration))
        {
            throw ConfigErrors.AclDeniesAlready(folder);
        }

        if (phase > 1 && !force && HasAgentToken(configuration) == false)
        {
            throw ConfigErrors.AgentTokenMissing(folder);
        }

        return ConfigFragment.Plan(folder, "acl", [.. Settings(configuration, phase, primaryDatacenter)], version);
    }

    /// <summary>Whether the agent has a token of its own, as far as its files tell; null where they do not.</summary>
    public static bool? HasAgentToken(string folder, Version? version) => HasAgentToken(MergedConfiguration.Read([folder], version));

    /// <summary>The settings of before Consul 1.4 that are still there; what is written here wins over them.</summary>
    public static IReadOnlyList<MergedSetting> OldNames(string folder, Version? version) =>
    [
        .. MergedConfiguration.Read([folder], version).Settings.Values
            .Where(s => s.Setting.Path.StartsWith("acl_", StringComparison.Ordinal))
            .OrderBy(s => s.Setting.Path, StringComparer.Ordinal),
    ];

    /// <summary>What a phase says on an agent with this configuration.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Settings(MergedConfiguration configuration, int phase, string? primaryDatacenter)
    {
        yield return new("acl.enabled", true);
        yield return new("acl.default_policy", phase >= 2 ? "deny" : "allow");
        yield return new("acl.down_policy", "extend-cache");
        if (configuration.Version is null || configuration.Version >= s_persistence)
        {
            yield return new("acl.enable_token_persistence", true);
        }

        // Not the default of 'datacenter', which a flag may override.
        if ((primaryDatacenter ?? Said(configuration, "primary_datacenter") ?? Said(configuration, "datacenter")) is string primary)
        {
            yield return new("primary_datacenter", primary);
        }
    }

    private static bool Denies(MergedConfiguration configuration) =>
        configuration.Bool("acl.enabled") && configuration.String("acl.default_policy") == "deny";

    private static bool? HasAgentToken(MergedConfiguration configuration)
    {
        if (Said(configuration, "acl.tokens.agent") is not null || Said(configuration, "acl.tokens.default") is not null)
        {
            return true;
        }

        // A folder in which no agent ran yet, or that cannot be looked into, tells nothing.
        string? data = configuration.String("data_dir");
        return data is not null && File.Exists(Path.Combine(data, "node-id")) ? IsKept(Path.Combine(data, "acl-tokens.json")) : null;
    }

    // Where agents keep the tokens that they are given by the API (enable_token_persistence).
    private static bool? IsKept(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            JObject tokens = JObject.Parse(SafeFile.Utf8.GetString(SafeFile.Read(path)));
            return ((string?)tokens["agent"] ?? (string?)tokens["default"]) is { Length: > 0 };
        }
        catch (Exception e) when (e is ConsulSecurityException or JsonException)
        {
            return null;
        }
    }

    private static string? Said(MergedConfiguration configuration, string path) =>
        configuration.Find(path)?.Value is string { Length: > 0 } text ? text : null;
}
