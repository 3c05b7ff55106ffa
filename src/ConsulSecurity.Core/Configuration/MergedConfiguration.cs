using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>All files of an agent, merged as Consul merges them: the later scalar wins, lists append, maps go by their keys.</summary>
internal sealed class MergedConfiguration
{
    private readonly Dictionary<string, MergedSetting> _settings = new(StringComparer.Ordinal);

    private MergedConfiguration(Version? version, IReadOnlyList<BoundFile> files)
    {
        Version = version;
        Files = files;
        foreach (BoundSetting said in files.SelectMany(file => file.Settings))
        {
            _settings[said.Setting.Path] = Merge(_settings.TryGetValue(said.Setting.Path, out MergedSetting? before) ? before : null, said);
        }
    }

    public Version? Version { get; }

    public IReadOnlyList<BoundFile> Files { get; }

    /// <summary>What is said, by path.</summary>
    public IReadOnlyDictionary<string, MergedSetting> Settings => _settings;

    public IEnumerable<Diagnostic> Diagnostics => Files.SelectMany(file => file.Diagnostics);

    /// <summary>Reads and merges folders and files as <c>consul agent</c> does; <paramref name="fragments"/> are texts of <c>-hcl</c>.</summary>
    public static MergedConfiguration Read(IEnumerable<string> paths, Version? version, IEnumerable<string>? fragments = null)
    {
        IEnumerable<SourceText> files = ConfigSources.Files(paths).Select(ConfigSources.Read);
        IEnumerable<SourceText> flags = (fragments ?? []).Select((text, i) => SourceText.FromString(text, $"-hcl {i + 1}"));
        return FromTexts([.. files, .. flags], version);
    }

    public static MergedConfiguration FromTexts(IReadOnlyList<SourceText> texts, Version? version) =>
        new(version, [.. texts.Select(text => ConfigBinder.Bind(ReadText(text), version))]);

    /// <summary>
    /// The setting, or the old names that it had: <c>acl_default_policy</c> counts for <c>acl.default_policy</c> where that is not said.
    /// The names of TLS are not looked up this way, as their meaning changed (see TlsView).
    /// </summary>
    public MergedSetting? Find(string path)
    {
        if (_settings.TryGetValue(path, out MergedSetting? setting))
        {
            return setting;
        }

        bool isTls = path.StartsWith("tls.", StringComparison.Ordinal) || path == "retry_join" || path == "retry_join_wan";
        return isTls ? null : SettingNames.All.Where(s => s.NewName == path).Select(s => Find(s.Path)).FirstOrDefault(s => s is not null);
    }

    /// <summary>The value that is said, or follows from another, or is the default; null where there is none.</summary>
    public object? Value(string path) =>
        Implies(path) is MergedSetting ? true : Find(path)?.Value ?? SettingDefaults.Find(path, Version, IsServer);

    /// <summary>The setting that makes another true whatever is said of that; null where there is none.</summary>
    public MergedSetting? Implies(string path)
    {
        string? by = path switch
        {
            "verify_outgoing" => "verify_server_hostname",
            "enable_local_script_checks" when !_settings.ContainsKey(path) => "enable_script_checks",
            "acl.enabled" when _settings.ContainsKey("acl_datacenter") => "acl_datacenter",
            _ => null,
        };
        return by is not null && _settings.TryGetValue(by, out MergedSetting? setting) && setting.Value is not false ? setting : null;
    }

    public bool Bool(string path) => Value(path) is true;

    public string? String(string path) => Value(path) as string;

    public long? Int(string path) => Value(path) as long?;

    public IReadOnlyList<string> Strings(string path) => Value(path) as List<string> ?? [];

    public bool IsServer => _settings.TryGetValue("server", out MergedSetting? server) && server.Value is true;

    // An empty file says nothing, whatever its suffix.
    private static HclDocument ReadText(SourceText text) => HclReader.ReadFile(text.Length == 0 ? SourceText.FromString("{}", text.Path) : text);

    private static MergedSetting Merge(MergedSetting? before, BoundSetting said)
    {
        IReadOnlyList<BoundSetting> all = [.. before?.Said ?? [], said];
        object value = (before?.Value, said.Value) switch
        {
            (List<string> a, List<string> b) => a.Concat(b).ToList(),
            (Dictionary<string, string> a, Dictionary<string, string> b) => Join(a, b),
            (ConfigList a, ConfigList b) when said.Setting.Kind != SettingKind.Free || said.Setting.Path == "watches" =>
                new ConfigList(b.Source, b.Span, b.IsBlocks, [.. a.Items, .. b.Items]),
            _ => said.Value,
        };
        return new MergedSetting(said.Setting, value, all);
    }

    private static Dictionary<string, string> Join(Dictionary<string, string> a, Dictionary<string, string> b)
    {
        var both = new Dictionary<string, string>(a, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> entry in b)
        {
            both[entry.Key] = entry.Value;
        }

        return both;
    }
}
