using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>Finds the settings in the values of one file, as Consul does: names in any case, one-element lists unwrapped, types not converted.</summary>
internal sealed class ConfigBinder
{
    private readonly Version? _version;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<BoundSetting> _settings = [];

    private ConfigBinder(Version? version, DiagnosticBag diagnostics)
    {
        _version = version;
        _diagnostics = diagnostics;
    }

    public static BoundFile Bind(HclDocument document, Version? version)
    {
        ConfigObject values = ConfigDecoder.DecodeAsFarAsPossible(document, out _);
        var binder = new ConfigBinder(version, document.DiagnosticBag);
        binder.Object(values, string.Empty, keep: true);
        return new BoundFile(document.Source.Path, binder._settings, document.Diagnostics);
    }

    // Definitions are checked and kept whole; only settings outside of them are kept one by one.
    private void Object(ConfigObject values, string scope, bool keep)
    {
        var seen = new Dictionary<Setting, ConfigEntry>();
        foreach (ConfigEntry entry in values.Entries)
        {
            Setting? setting = SettingNames.Find(scope, entry.Name);
            if (setting is null)
            {
                Unknown(entry, scope);
                continue;
            }

            if (seen.TryGetValue(setting, out ConfigEntry? other))
            {
                _diagnostics.Error("NameInTwoCases", entry.Span, $"The setting '{entry.Name}' was said as '{other.Name}' at {other.Location}, and Consul refuses the second.", "Say it once.");
                continue;
            }

            seen.Add(setting, entry);
            if (!setting.IsIn(_version))
            {
                _diagnostics.Error(
                    "SettingTooNew",
                    entry.Span,
                    $"The setting '{Shown(setting)}' came with Consul {setting.Since}, and {_version} does not start with it.",
                    Replaced(setting));
                continue;
            }

            Value(setting, entry, keep);
        }
    }

    private void Value(Setting setting, ConfigEntry entry, bool keep)
    {
        bool wantsList = setting.Kind is SettingKind.Strings or SettingKind.Blocks or SettingKind.Services or SettingKind.Checks;
        ConfigValue node = wantsList || setting.Kind == SettingKind.Free ? entry.Value : Unwrap(entry.Value);
        if (node is ConfigNull || (node is ConfigList { Items.Count: 0 } && setting.Kind is not (SettingKind.Block or SettingKind.Map)))
        {
            return;
        }

        object? value = Convert(setting, node, keep);
        if (value is null)
        {
            SourceSpan span = setting.IsSecret || node is ConfigObject or ConfigList ? new SourceSpan(node.Span.Start, 0) : node.Span;
            _diagnostics.Error("WrongType", span, $"The setting '{Shown(setting)}' takes {Wanted(setting.Kind)}, and here {What(node)}.", Hint(setting, node));
        }
        else if (keep && setting.Kind is not (SettingKind.Block))
        {
            _settings.Add(new BoundSetting(setting, value, node));
        }
    }

    private object? Convert(Setting setting, ConfigValue node, bool keep)
    {
        switch (setting.Kind)
        {
            case SettingKind.Bool:
                return (node as ConfigBool)?.Value;
            case SettingKind.Int:
                return node is ConfigInteger whole ? whole.Value : node is ConfigDouble number ? (long)number.Value : null;
            case SettingKind.Float:
                return node is ConfigInteger integer ? (double)integer.Value : (node as ConfigDouble)?.Value;
            case SettingKind.String:
                return (node as ConfigString)?.Value;
            case SettingKind.Duration:
                return DurationText(setting, node);
            case SettingKind.Strings:
                return node is ConfigList list ? Strings(list.Items) : null;
            case SettingKind.Map:
                return node is ConfigObject map ? Map(map) : null;
            case SettingKind.Free:
                return node;
            case SettingKind.Block:
                return Block(node, setting, keep);
            case SettingKind.Service or SettingKind.Check:
                return Block(node, setting, keep: false);
            default:
                return node is ConfigList blocks && blocks.Items.TrueForAll(item => Block(Unwrap(item), setting, keep: false) is not null) ? node : null;
        }
    }

    private ConfigObject? Block(ConfigValue node, Setting setting, bool keep)
    {
        if (node is ConfigObject block)
        {
            Object(block, SettingNames.Scope(setting), keep);
            return block;
        }

        return null;
    }

    private string? DurationText(Setting setting, ConfigValue node)
    {
        if (node is ConfigString text && GoDuration.Parse(text.Value) is null)
        {
            _diagnostics.Error(
                "InvalidDuration", node.Span, $"The setting '{Shown(setting)}' takes a duration, and '{text.Value}' is none.", "A duration has a unit: \"10s\", \"5m\", \"1h30m\".");
        }

        return (node as ConfigString)?.Value;
    }

    private static List<string>? Strings(List<ConfigValue> items)
    {
        List<string> strings = items.ConvertAll(Unwrap).OfType<ConfigString>().Select(text => text.Value).ToList();
        return strings.Count == items.Count ? strings : null;
    }

    private static Dictionary<string, string>? Map(ConfigObject map)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ConfigEntry entry in map.Entries)
        {
            if (Unwrap(entry.Value) is not ConfigString text)
            {
                return null;
            }

            strings[entry.Name] = text.Value;
        }

        return strings;
    }

    private static ConfigValue Unwrap(ConfigValue value) => value is ConfigList { Items.Count: 1 } list ? list.Items[0] : value;

    private void Unknown(ConfigEntry entry, string scope)
    {
        string? meant = SettingNames.Suggest(scope, entry.Name, _version);
        string where = scope.Length == 0 ? string.Empty : scope[0] == '@' ? $" in a {scope.Substring(1)} definition" : $" in '{scope}'";
        _diagnostics.Error(
            "UnknownSetting", entry.Span, $"Consul knows no setting '{entry.Name}'{where}, and does not start with it.", meant is null ? null : $"Did you mean '{meant}'?");
    }

    // tls.internal_rpc.verify_incoming was verify_incoming_rpc.
    private string? Replaced(Setting setting)
    {
        Setting? old = SettingNames.All.FirstOrDefault(s => s.NewName == setting.Path && s.IsIn(_version));
        return setting.Path == "tls"
            ? "ConvertTo-ConsulTlsStanza writes it in the old spelling (verify_incoming, ca_file, ...)."
            : setting.Path == "ui_config" ? "Before 1.9 it is 'ui = true'." : old is null ? null : $"In {_version} it is '{old.Path}'.";
    }

    private static string Shown(Setting setting) => setting.Path[0] == '@' ? setting.Name : setting.Path;

    private static string? Hint(Setting setting, ConfigValue node) => (setting.Kind, node) switch
    {
        (SettingKind.Bool, ConfigString) => "Write true or false without quotes.",
        (SettingKind.Int or SettingKind.Float, ConfigString) => "Write the number without quotes.",
        (SettingKind.Strings, ConfigString) => "Write a list: [\"...\"].",
        (SettingKind.String, ConfigInteger or ConfigDouble or ConfigBool) => "Write it in quotes.",
        (SettingKind.Duration, ConfigInteger or ConfigDouble) => "A duration has a unit and quotes: \"10s\".",
        (SettingKind.Block or SettingKind.Service or SettingKind.Check, ConfigList) => $"Write one block '{setting.Name}' in a file, with all that belongs into it.",
        (SettingKind.Services or SettingKind.Checks or SettingKind.Blocks, ConfigObject) => "Write a list: [ { ... } ].",
        _ => null,
    };

    private static string Wanted(SettingKind kind) => kind switch
    {
        SettingKind.Bool => "true or false",
        SettingKind.Int => "a whole number",
        SettingKind.Float => "a number",
        SettingKind.String => "a string",
        SettingKind.Duration => "a duration in quotes",
        SettingKind.Strings => "a list of strings",
        SettingKind.Map => "names with strings",
        SettingKind.Block or SettingKind.Service or SettingKind.Check => "one block",
        _ => "a list of blocks",
    };

    private static string What(ConfigValue node) => node switch
    {
        ConfigString => "is a string",
        ConfigBool => "is true or false",
        ConfigInteger or ConfigDouble => "is a number",
        ConfigObject => "is a block",
        ConfigList { IsBlocks: true } list => $"are {list.Items.Count} blocks",
        ConfigList => "is a list",
        _ => "is null",
    };
}
