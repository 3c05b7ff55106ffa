using System;
using System.Collections.Generic;
using System.Globalization;

namespace ConsulSecurity.Hardening;

/// <summary>A setting as it was seen.</summary>
/// <param name="Name">Its name in configuration.</param>
/// <param name="Value">Its value; a secret is hidden before.</param>
/// <param name="Source">Who said it: the running agent, a file and line, or nobody (default).</param>
/// <param name="Location">The file and line, where there is one.</param>
internal sealed record SeenSetting(string Name, object? Value, string Source, SourceLocation? Location)
{
    /// <summary>For example <c>enable_debug = true (running agent)</c>.</summary>
    public string Text => $"{Name} = {Shown} ({Source})";

    private string Shown => Value switch
    {
        null => "(nothing)",
        bool b => b ? "true" : "false",
        string s => $"\"{s}\"",
        IEnumerable<string> list => "[" + string.Join(", ", list) + "]",
        IReadOnlyDictionary<string, string> map => $"({map.Count} entries)",
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
