using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Configuration;

/// <summary>The blocks in a value that may be one or a list of them.</summary>
internal static class ConfigBlocks
{
    public static IEnumerable<ConfigObject> Of(ConfigValue? value) => value switch
    {
        ConfigObject block => [block],
        ConfigList list => list.Items.SelectMany(Of),
        _ => [],
    };

    public static ConfigValue? Get(ConfigObject block, string name) =>
        block.Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    public static string? Text(ConfigObject block, string name) => (Get(block, name) as ConfigString)?.Value;
}
