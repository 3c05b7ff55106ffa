using System;
using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>A name and its value in a <see cref="ConfigObject"/>; the span is the name's.</summary>
internal sealed class ConfigEntry(string name, SourceText source, SourceSpan span, ConfigValue value)
{
    public string Name { get; } = name;

    public SourceText Source { get; } = source;

    public SourceSpan Span { get; } = span;

    public ConfigValue Value { get; set; } = value;

    public SourceLocation Location => Source.GetLocation(Span.Start);
}

/// <summary>Names and values in the order in which they were first said; case matters.</summary>
internal sealed class ConfigObject(SourceText source, SourceSpan span) : ConfigValue(source, span)
{
    private readonly List<ConfigEntry> _entries = [];
    private readonly Dictionary<string, ConfigEntry> _byName = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigEntry> Entries => _entries;

    public ConfigValue? Get(string name) => _byName.TryGetValue(name, out ConfigEntry? entry) ? entry.Value : null;

    public ConfigEntry? Find(string name) => _byName.TryGetValue(name, out ConfigEntry? entry) ? entry : null;

    public void Set(ConfigEntry entry)
    {
        if (_byName.TryGetValue(entry.Name, out ConfigEntry? old))
        {
            _entries[_entries.IndexOf(old)] = entry;
        }
        else
        {
            _entries.Add(entry);
        }

        _byName[entry.Name] = entry;
    }
}
