using System;
using System.Globalization;

namespace ConsulSecurity;

/// <summary>A file or folder of an agent: who may do what with it, never what is in it.</summary>
public sealed record FileEvidence
{
    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>What the agent has it for.</summary>
    public required FileRole Role { get; init; }

    /// <summary>Whether it was seen; NotConfigured where it is named but not there, NoPermission where this account may not look.</summary>
    public EvidenceState State { get; init; } = EvidenceState.Known;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>The twelve permission bits on Unix; null on Windows.</summary>
    public int? Mode { get; init; }

    /// <summary>The owner's number on Unix; null on Windows.</summary>
    public uint? OwnerId { get; init; }

    /// <summary>The owner's name, or its number where it has none.</summary>
    public string? Owner { get; init; }

    /// <summary>The group's number on Unix; null on Windows.</summary>
    public uint? GroupId { get; init; }

    /// <summary>The group's name, or its number where it has none.</summary>
    public string? Group { get; init; }

    /// <summary>Owner and DACL in the security descriptor language on Windows; null on Unix.</summary>
    public string? Sddl { get; init; }

    /// <summary>When it was written last (UTC).</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>For an exported snapshot: whether it is the plain archive that Consul writes, and not encrypted.</summary>
    public bool? IsPlainArchive { get; init; }

    /// <summary>Path, mode and owner.</summary>
    /// <returns>For example <c>/opt/consul 0755 consul:consul</c>.</returns>
    public override string ToString() => State != EvidenceState.Known ? $"{Path} ({State})"
        : Mode is { } mode ? $"{Path} 0{Convert.ToString(mode, 8).PadLeft(3, '0')} {Owner}:{Group}"
        : string.Format(CultureInfo.InvariantCulture, "{0} {1}", Path, Sddl);
}
