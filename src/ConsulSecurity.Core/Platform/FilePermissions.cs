namespace ConsulSecurity.Platform;

/// <summary>Who may do what with a file or folder: the mode bits and owner on Unix, the DACL on Windows.</summary>
internal sealed record FilePermissions
{
    /// <summary>The twelve permission bits on Unix (0600 is 384 decimal); null on Windows.</summary>
    public int? Mode { get; init; }

    /// <summary>The owner's number on Unix; null where it is not known.</summary>
    public uint? OwnerId { get; init; }

    /// <summary>The group's number on Unix; null where it is not known.</summary>
    public uint? GroupId { get; init; }

    /// <summary>Owner and DACL in the security descriptor language on Windows; null on Unix.</summary>
    public string? Sddl { get; init; }

    /// <summary>Whether the name is a symbolic link; the rest is what it points to.</summary>
    public bool IsLink { get; init; }

    /// <summary>Whether accounts other than the owner (and root, or the administrators) can read it.</summary>
    public bool OthersCanRead => Mode is int mode ? (mode & 0x24) != 0 : SecurityDescriptor.OthersCanRead(Sddl);

    /// <summary>Whether everyone can read it, not only the owner and one group.</summary>
    public bool EveryoneCanRead => Mode is int mode ? (mode & 0x04) != 0 : SecurityDescriptor.OthersCanRead(Sddl);

    /// <summary>Whether accounts other than the owner (and root, or the administrators) can change it.</summary>
    public bool OthersCanWrite => Mode is int mode ? (mode & 0x12) != 0 : SecurityDescriptor.OthersCanWrite(Sddl);

    /// <summary>The mode as <c>ls</c> people write it (<c>0640</c>), or the DACL.</summary>
    public override string ToString() => Mode is int mode ? "0" + System.Convert.ToString(mode, 8).PadLeft(3, '0') : Sddl ?? "unknown";
}
