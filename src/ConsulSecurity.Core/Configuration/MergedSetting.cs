using System.Collections.Generic;

namespace ConsulSecurity.Configuration;

/// <summary>A setting after the merge.</summary>
/// <param name="Setting">Which one.</param>
/// <param name="Value">The value that counts; of a list all items, of a map all entries.</param>
/// <param name="Said">Everywhere it is said, in Consul's order: of a scalar the last one counts.</param>
internal sealed record MergedSetting(Setting Setting, object Value, IReadOnlyList<BoundSetting> Said)
{
    /// <summary>Where the value that counts was said last.</summary>
    public SourceLocation Location => Said[Said.Count - 1].Location;
}
