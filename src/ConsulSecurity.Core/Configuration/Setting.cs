using System;

namespace ConsulSecurity.Configuration;

/// <summary>One setting of the agent's configuration, as <see cref="SettingTable"/> has it.</summary>
/// <param name="Path">The whole name, for example <c>acl.tokens.agent</c>.</param>
/// <param name="Name">The last part of the path.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Since">The version it came with; null where 1.8 has it.</param>
/// <param name="IsSecret">Whether its value is never shown.</param>
/// <param name="NamesFile">Whether its value is the path of a file that must exist.</param>
/// <param name="NamesDirectory">Whether its value is the path of a directory.</param>
/// <param name="NewName">The setting that takes its place; null where none does.</param>
internal sealed record Setting(
    string Path, string Name, SettingKind Kind, Version? Since, bool IsSecret, bool NamesFile, bool NamesDirectory, string? NewName)
{
    public bool IsIn(Version? version) => version is null || Since is null || version >= Since;
}
