using System;
using System.Collections.Generic;
using System.Linq;

using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>Finds settings by name, whatever its case, as Consul does.</summary>
internal static class SettingNames
{
    /// <summary>The newest version whose settings are known.</summary>
    public static readonly Version Newest = new(1, 22);

    private static readonly Dictionary<string, Dictionary<string, Setting>> s_byParent = Load();

    public static IEnumerable<Setting> All => s_byParent.Values.SelectMany(names => names.Values);

    /// <summary>The setting of a name within a block; the block of the file itself is "".</summary>
    public static Setting? Find(string parent, string name) =>
        s_byParent.TryGetValue(parent, out Dictionary<string, Setting>? names) && names.TryGetValue(name, out Setting? setting) ? setting : null;

    /// <summary>The setting of a whole path.</summary>
    public static Setting? Find(string path)
    {
        for (int dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (Find(path.Substring(0, dot), path.Substring(dot + 1)) is Setting setting)
            {
                return setting;
            }
        }

        return Find(string.Empty, path);
    }

    /// <summary>What the settings of a block are listed under: a definition has a list of its own wherever it stands.</summary>
    public static string Scope(Setting block) => block.Kind switch
    {
        SettingKind.Service or SettingKind.Services => "@service",
        SettingKind.Check or SettingKind.Checks => "@check",
        _ => block.Path,
    };

    /// <summary>The setting that was probably meant: the nearest name in the block, or the same name in another block.</summary>
    public static string? Suggest(string parent, string name, Version? version)
    {
        string wanted = name.ToLowerInvariant().Replace('-', '_');
        int allowed = Math.Max(1, Math.Min(3, wanted.Length / 3));
        s_byParent.TryGetValue(parent, out Dictionary<string, Setting>? siblings);
        Setting? nearest = (siblings?.Values ?? Enumerable.Empty<Setting>())
            .Where(s => s.IsIn(version))
            .Select(s => (Setting: s, Distance: Spelling.Distance(wanted, s.Name)))
            .Where(s => s.Distance <= allowed)
            .OrderBy(s => s.Distance)
            .Select(s => s.Setting)
            .FirstOrDefault();
        nearest ??= All.FirstOrDefault(s => s.Name == wanted && s.IsIn(version) && s.NewName is null && s.Path[0] != '@');
        return nearest is null ? null : nearest.Path[0] == '@' ? nearest.Name : nearest.Path;
    }

    private static Dictionary<string, Dictionary<string, Setting>> Load()
    {
        var byParent = new Dictionary<string, Dictionary<string, Setting>>(StringComparer.Ordinal);
        var blocks = new HashSet<string>(StringComparer.Ordinal) { "@service", "@check" };
        foreach (string line in SettingTable.Text.Split('\n'))
        {
            string[] words = line.Trim().Split(' ');
            string parent = Parent(words[0], blocks);
            Setting setting = Read(words, parent);
            if (setting.Kind is SettingKind.Block or SettingKind.Blocks)
            {
                blocks.Add(setting.Path);
            }

            if (!byParent.TryGetValue(parent, out Dictionary<string, Setting>? names))
            {
                byParent[parent] = names = new(StringComparer.OrdinalIgnoreCase);
            }

            names.Add(setting.Name, setting);
        }

        return byParent;
    }

    // telemetry.disable_compat_1.9 has a dot that is no separator.
    private static string Parent(string path, HashSet<string> blocks)
    {
        int dot = path.LastIndexOf('.');
        while (dot > 0 && !blocks.Contains(path.Substring(0, dot)))
        {
            dot = path.LastIndexOf('.', dot - 1);
        }

        return dot > 0 ? path.Substring(0, dot) : string.Empty;
    }

    private static Setting Read(string[] words, string parent)
    {
        string path = words[0];
        string name = parent.Length == 0 ? path : path.Substring(parent.Length + 1);
        string? since = words.FirstOrDefault(word => word.StartsWith("1.", StringComparison.Ordinal));
        return new Setting(
            path,
            name,
            (SettingKind)Enum.Parse(typeof(SettingKind), words[1], ignoreCase: true),
            since is null ? null : new Version(since),
            words.Contains("secret"),
            words.Contains("file"),
            words.Contains("directory"),
            words.FirstOrDefault(word => word[0] == '>')?.Substring(1));
    }
}
