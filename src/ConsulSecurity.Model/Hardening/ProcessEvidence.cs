using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A running agent, as its host sees it; no value of an environment variable, no secret of its command line.</summary>
public sealed record ProcessEvidence
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>The account's number.</summary>
    public uint UserId { get; init; }

    /// <summary>The account's name, or its number where it has none.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>The groups of the process.</summary>
    public IReadOnlyList<uint> GroupIds { get; init; } = [];

    /// <summary>Its command line; what follows a flag for a secret is hidden.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The flags of the command line that a secret follows, for example <c>-encrypt</c>.</summary>
    public IReadOnlyList<string> SecretArguments { get; init; } = [];

    /// <summary>The names of its environment variables (its account, or root).</summary>
    public Evidence<IReadOnlyList<string>> EnvironmentNames { get; init; } = new();

    /// <summary>The program's file (its account, or root).</summary>
    public Evidence<string> Program { get; init; } = new();

    /// <summary>The SHA-256 of the program's file, in hexadecimal; null where it cannot be read.</summary>
    public string? ProgramSha256 { get; init; }

    /// <summary>The folder that it was started in, from which relative paths count; null where it may not be seen.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The capabilities that are in effect.</summary>
    public ulong? EffectiveCapabilities { get; init; }

    /// <summary>Whether it and its children can never gain privileges.</summary>
    public bool? NoNewPrivileges { get; init; }

    /// <summary>How large a core dump of it may become at most, in bytes; null for any size (its account, or root).</summary>
    public Evidence<ulong?> CoreDumpLimit { get; init; } = new();

    /// <summary>The AppArmor profile or SELinux context, for example <c>unconfined</c>.</summary>
    public Evidence<string> SecurityProfile { get; init; } = new();

    /// <summary>Its systemd unit; null where it is in none.</summary>
    public string? Unit { get; init; }

    /// <summary>Number and account.</summary>
    /// <returns>For example <c>812 as consul</c>.</returns>
    public override string ToString() => $"{Id} as {User}";
}
