using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Gossip;

namespace ConsulSecurity.Configuration;

/// <summary>Shows a merged configuration to people, its secrets hidden.</summary>
internal static class AgentConfigurations
{
    /// <summary>Reads folders and files as the agent does.</summary>
    /// <exception cref="ConsulSecurityException"><c>ConfigurationNotFound</c>, <c>ConfigurationUnreadable</c>.</exception>
    public static AgentConfiguration Read(IEnumerable<string> paths, Version? version, IEnumerable<string>? fragments = null) =>
        From(MergedConfiguration.Read(paths, version, fragments));

    public static AgentConfiguration From(MergedConfiguration merged) => new()
    {
        ConsulVersion = merged.Version,
        Files = [.. merged.Files.Select(file => file.Path)],
        Settings =
        [
            .. merged.Settings.Keys.Concat(SettingDefaults.Paths(merged.Version)).Distinct()
                .OrderBy(path => path, StringComparer.Ordinal)
                .Select(path => Setting(merged, path)),
        ],
        InternalRpc = TlsView.Of(merged, TlsView.InternalRpc),
        Https = TlsView.Of(merged, TlsView.Https),
        Grpc = TlsView.Of(merged, TlsView.Grpc),
    };

    private static AgentSetting Setting(MergedConfiguration merged, string path)
    {
        MergedSetting? counts = merged.Implies(path) ?? merged.Find(path);
        MergedSetting? said = merged.Settings.TryGetValue(path, out MergedSetting? own) ? own : null;
        Setting setting = SettingNames.Find(path)!;
        bool adds = said?.Value is not (null or bool or string or long or double) && setting.Kind != SettingKind.Free;
        SourceLocation[] places = [.. said?.Said.Select(s => s.Location) ?? []];
        return new AgentSetting
        {
            Name = path,
            Value = Shown(setting, merged.Value(path)),
            IsSecret = setting.IsSecret,
            IsDefault = counts is null,
            Location = counts?.Location,
            Said = places,
            Overridden = adds || places.Length == 0 ? [] : [.. places.Take(places.Length - (counts == said ? 1 : 0))],
        };
    }

    private static object? Shown(Setting setting, object? value)
    {
        if (setting.Path == "encrypt" && value is string text && GossipKeyOf(text) is GossipKey key)
        {
            return key;
        }

        if (value is List<string> targets && setting.Path.Contains("_join"))
        {
            return targets.ConvertAll(JoinTargets.Hide);
        }

        return setting.IsSecret && value is not null ? AgentSetting.Hidden : value is ConfigValue node ? Count(node) : value;
    }

    private static GossipKey? GossipKeyOf(string text)
    {
        try
        {
            return GossipKeys.Parse(text);
        }
        catch (ConsulSecurityException)
        {
            return null;
        }
    }

    // Definitions may hold tokens, and are looked at by their own cmdlets.
    private static string Count(ConfigValue node) => node switch
    {
        ConfigList list => $"({list.Items.Count} definitions)",
        ConfigObject block => $"({block.Entries.Count} settings)",
        _ => "(a value)",
    };
}
