using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>Builds values that come from no file.</summary>
internal static class ConfigTree
{
    private static readonly SourceText s_nowhere = SourceText.FromString(string.Empty);
    private static readonly SourceSpan s_empty = new(0, 0);

    /// <summary>A tree of settings by their paths; blocks are made as they are needed.</summary>
    public static ConfigObject Of(IEnumerable<KeyValuePair<string, object>> settings)
    {
        var root = new ConfigObject(s_nowhere, s_empty);
        foreach (KeyValuePair<string, object> setting in settings)
        {
            ConfigObject block = root;
            string[] parts = setting.Key.Split('.');
            for (int i = 0; i < parts.Length - 1; i++)
            {
                block = Inner(block, parts[i]);
            }

            Set(block, parts[parts.Length - 1], Value(setting.Value));
        }

        return root;
    }

    /// <summary>Blocks of the same name, one after the other.</summary>
    public static ConfigList List(IEnumerable<ConfigObject> blocks) => new(s_nowhere, s_empty, isBlocks: true, [.. blocks]);

    private static ConfigObject Inner(ConfigObject block, string name)
    {
        if (block.Get(name) is ConfigObject inner)
        {
            return inner;
        }

        var made = new ConfigObject(s_nowhere, s_empty);
        Set(block, name, made);
        return made;
    }

    private static void Set(ConfigObject block, string name, ConfigValue value) => block.Set(new ConfigEntry(name, s_nowhere, s_empty, value));

    private static ConfigValue Value(object value) => value switch
    {
        bool flag => new ConfigBool(s_nowhere, s_empty, flag),
        int number => new ConfigInteger(s_nowhere, s_empty, number),
        long number => new ConfigInteger(s_nowhere, s_empty, number),
        double number => new ConfigDouble(s_nowhere, s_empty, number),
        string text => new ConfigString(s_nowhere, s_empty, text),
        IEnumerable<string> list => new ConfigList(s_nowhere, s_empty, isBlocks: false, [.. Strings(list)]),
        _ => (ConfigValue)value,
    };

    private static IEnumerable<ConfigValue> Strings(IEnumerable<string> list)
    {
        foreach (string text in list)
        {
            yield return new ConfigString(s_nowhere, s_empty, text);
        }
    }
}
