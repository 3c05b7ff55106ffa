using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>A value of a configuration, and where it was said.</summary>
internal abstract class ConfigValue(SourceText source, SourceSpan span)
{
    public SourceText Source { get; } = source;

    public SourceSpan Span { get; } = span;

    public SourceLocation Location => Source.GetLocation(Span.Start);
}

internal sealed class ConfigString(SourceText source, SourceSpan span, string value) : ConfigValue(source, span)
{
    public string Value { get; } = value;
}

internal sealed class ConfigBool(SourceText source, SourceSpan span, bool value) : ConfigValue(source, span)
{
    public bool Value { get; } = value;
}

internal sealed class ConfigInteger(SourceText source, SourceSpan span, long value) : ConfigValue(source, span)
{
    public long Value { get; } = value;
}

internal sealed class ConfigDouble(SourceText source, SourceSpan span, double value) : ConfigValue(source, span)
{
    public double Value { get; } = value;
}

/// <summary>Null, which only JSON has; it sets nothing.</summary>
internal sealed class ConfigNull(SourceText source, SourceSpan span) : ConfigValue(source, span);

/// <summary>A list, or the blocks of one name, which HCL makes a list of.</summary>
internal sealed class ConfigList(SourceText source, SourceSpan span, bool isBlocks, List<ConfigValue> items) : ConfigValue(source, span)
{
    public bool IsBlocks { get; } = isBlocks;

    public List<ConfigValue> Items { get; } = items;
}
