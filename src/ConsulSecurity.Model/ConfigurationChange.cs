using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>What was written into an agent's configuration, or would be.</summary>
public sealed class ConfigurationChange
{
    /// <summary>The file of ours.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Whether the file is another now; false where it said the same already.</summary>
    public bool IsChanged { get; init; }

    /// <summary>The settings in the file.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The lines that come (<c>+</c>) and go (<c>-</c>); secrets are hidden.</summary>
    public IReadOnlyList<string> Difference { get; init; } = [];

    /// <summary>Whether the agent has to be started anew for it; a reload does not do.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>The file and whether it changed.</summary>
    /// <returns>For example <c>/etc/consul.d/zzz-consulsecurity-exec.hcl: changed</c>.</returns>
    public override string ToString() => $"{Path}: {(IsChanged ? "changed" : "unchanged")}";
}
