using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>
/// A file of ours in an agent's configuration folder, which sorts after all others and so has the last word. Users' files are never
/// edited; what is in force afterwards is worked out first, and nothing is written if it would not be what was asked for.
/// </summary>
internal sealed class ConfigFragment
{
    private const string Mark = "# Written by the PowerShell module ConsulSecurity. Changes made here by hand are lost.\n";
    private readonly IReadOnlyList<KeyValuePair<string, object>> _settings;
    private readonly string _text;
    private readonly string? _before;

    private ConfigFragment(string path, IReadOnlyList<KeyValuePair<string, object>> settings, string? before)
    {
        Path = path;
        _settings = settings;
        _before = before;
        _text = Mark + ConfigWriter.ToHcl(ConfigTree.Of(settings));
    }

    public string Path { get; }

    /// <summary>What the file is to say.</summary>
    public string Text => _text;

    public bool IsChange => _before != _text;

    /// <summary>Whether it holds a secret and has to be private.</summary>
    public bool HasSecret => _settings.Any(setting => IsSecret(setting.Key));

    /// <summary>The name of the file of a topic.</summary>
    public static string FileName(string topic) => $"zzz-consulsecurity-{topic}.hcl";

    /// <summary>Plans a fragment for a folder; nothing is written.</summary>
    /// <param name="folder">What <c>-config-dir</c> names.</param>
    /// <param name="topic">The end of the file's name.</param>
    /// <param name="settings">Paths and values, in the spelling of the version.</param>
    /// <param name="version">The version that will read it; null for the newest.</param>
    /// <exception cref="ConsulSecurityException">
    /// <c>SettingTooNew</c>, <c>SettingOverridden</c>, <c>SettingNotHeld</c>, <c>FragmentNotOurs</c>, <c>ConfigurationInvalid</c>, <c>ConfigurationFolderNeeded</c>.
    /// </exception>
    public static ConfigFragment Plan(string folder, string topic, IReadOnlyList<KeyValuePair<string, object>> settings, Version? version)
    {
        if (!Directory.Exists(folder))
        {
            throw File.Exists(folder) ? ConfigErrors.NotAFolder(folder) : ConfigErrors.PathNotFound(folder);
        }

        SourceText[] files = [.. ConfigSources.Files([folder]).Select(ConfigSources.Read)];
        return For(files, System.IO.Path.Combine(folder, FileName(topic)), settings, version);
    }

    /// <summary>The same for a folder that was read already, which may be another machine's.</summary>
    /// <param name="files">All files of the folder that Consul reads, in its order.</param>
    /// <param name="path">The whole name of the fragment's file; its last part is <see cref="FileName"/>.</param>
    /// <param name="settings">Paths and values, in the spelling of the version.</param>
    /// <param name="version">The version that will read it; null for the newest.</param>
    public static ConfigFragment For(
        IReadOnlyList<SourceText> files, string path, IReadOnlyList<KeyValuePair<string, object>> settings, Version? version)
    {
        string? before = files.FirstOrDefault(file => file.Path == path)?.Text;
        if (before is not null && !IsOurs(before))
        {
            throw ConfigErrors.FragmentForeign(path);
        }

        var fragment = new ConfigFragment(path, settings, before);
        fragment.Check([.. files.Where(file => file.Path != path)], version);
        return fragment;
    }

    /// <summary>Whether a text is one that this module wrote.</summary>
    public static bool IsOurs(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>Writes the file, private where it holds a secret; does nothing where it says the same already.</summary>
    public void Write()
    {
        if (!IsChange)
        {
            return;
        }

        if (HasSecret)
        {
            PrivateFile.Write(Path, _text, overwrite: true);
        }
        else
        {
            PublicFile.Write(Path, _text, overwrite: true);
        }
    }

    public ConfigurationChange Describe(bool needsRestart) => new()
    {
        Path = Path,
        IsChanged = IsChange,
        Settings = [.. _settings.Select(setting => setting.Key)],
        Difference = Difference(),
        NeedsRestart = needsRestart && IsChange,
    };

    private static bool IsSecret(string path) => SettingNames.Find(path)?.IsSecret == true;

    // Line by line, as all lines are different from one another.
    private IReadOnlyList<string> Difference()
    {
        string[] old = Lines(_before), now = Lines(_text);
        return [.. old.Except(now).Select(line => "- " + Redact(line)), .. now.Except(old).Select(line => "+ " + Redact(line))];
    }

    private static string[] Lines(string? text) => text?.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray() ?? [];

    private string Redact(string line)
    {
        string name = line.Trim().Split(' ')[0];
        bool secret = _settings.Any(setting => IsSecret(setting.Key) && (setting.Key.EndsWith(name, StringComparison.Ordinal) || IsSecretWithin(setting.Value, name)));
        int value = line.IndexOf('=');
        return secret && value > 0 ? line.Substring(0, value) + "= " + AgentSetting.Hidden : line;
    }

    // The authority's settings are one secret block with names of its own, some of which may be seen.
    private static bool IsSecretWithin(object value, string name) => value is ConfigObject block && block.Entries.Any(entry =>
        (entry.Name == name.Trim('"') && !Connect.AuthoritySettings.IsOpen(entry.Name)) || IsSecretWithin(entry.Value, name));

    // What would be in force with the file in its place.
    private void Check(List<SourceText> files, Version? version)
    {
        foreach (KeyValuePair<string, object> setting in _settings)
        {
            Setting known = SettingNames.Find(setting.Key) ?? throw new ArgumentException($"There is no setting '{setting.Key}'.");
            if (!known.IsIn(version))
            {
                throw ConfigErrors.TooOld(known.Path, known.Since!, version!);
            }
        }

        int place = files.TakeWhile(file => ConfigSources.Compare(file.Path, Path) < 0).Count();
        files.Insert(place, SourceText.FromString(_text, Path));
        MergedConfiguration merged = MergedConfiguration.FromTexts(files, version);
        if (merged.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is Diagnostic error)
        {
            throw ConfigErrors.Invalid(error);
        }

        foreach (KeyValuePair<string, object> setting in _settings)
        {
            MergedSetting said = merged.Settings[setting.Key];
            if (said.Location.Path != Path)
            {
                throw ConfigErrors.Overridden(setting.Key, said.Location);
            }

            if (setting.Value is bool or string && !Equals(merged.Value(setting.Key), setting.Value))
            {
                throw ConfigErrors.NotHeld(setting.Key);
            }
        }
    }
}
