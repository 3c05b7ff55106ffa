using System.Collections.Generic;

namespace ConsulSecurity.Configuration;

/// <summary>A setting as one file says it.</summary>
/// <param name="Setting">Which one.</param>
/// <param name="Value">bool, long, double, string, list or dictionary of strings, or a <see cref="ConfigValue"/> of definitions.</param>
/// <param name="Node">The value in the file.</param>
internal sealed record BoundSetting(Setting Setting, object Value, ConfigValue Node)
{
    public SourceLocation Location => Node.Location;
}

/// <summary>What one file says, and what is wrong in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Settings">Its settings, in order.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal sealed record BoundFile(string Path, IReadOnlyList<BoundSetting> Settings, IReadOnlyList<Diagnostic> Diagnostics);
