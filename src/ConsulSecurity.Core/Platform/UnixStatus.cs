using System;
using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>Mode, owner and group of a file, from statx on Linux and stat on macOS, whose layouts are fixed.</summary>
internal readonly struct UnixStatus
{
    private const int Current = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicStatus = 0x7FF; // STATX_BASIC_STATS

    private static readonly byte[] s_noName = [0];

    private UnixStatus(int mode, uint ownerId, uint groupId)
    {
        Mode = mode;
        OwnerId = ownerId;
        GroupId = groupId;
    }

    /// <summary>Type and permission bits.</summary>
    public int Mode { get; }

    public uint OwnerId { get; }

    public uint GroupId { get; }

    public bool IsLink => (Mode & 0xF000) == 0xA000;

    /// <summary>The status of what the name leads to; null if it cannot be had (errno tells why).</summary>
    public static UnixStatus? Of(string path) => Get(path, follow: true);

    /// <summary>The status of the name itself, a symbolic link for example.</summary>
    public static UnixStatus? OfLink(string path) => Get(path, follow: false);

    /// <summary>The status of an open file.</summary>
    public static UnixStatus? OfDescriptor(int descriptor)
    {
        byte[] buffer = new byte[512];
        return RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && UnixCalls.ExtendedStatus(descriptor, s_noName, EmptyPath, BasicStatus, buffer) == 0
            ? OfExtended(buffer)
            : null;
    }

    private static UnixStatus OfExtended(byte[] buffer) =>
        new(BitConverter.ToUInt16(buffer, 28), BitConverter.ToUInt32(buffer, 20), BitConverter.ToUInt32(buffer, 24));

    private static UnixStatus? Get(string path, bool follow)
    {
        byte[] name = UnixCalls.Utf8(path);
        byte[] buffer = new byte[512];
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return UnixCalls.ExtendedStatus(Current, name, follow ? 0 : NoFollow, BasicStatus, buffer) == 0
                ? OfExtended(buffer)
                : null;
        }

        int result = follow ? UnixCalls.Status(name, buffer) : UnixCalls.LinkStatus(name, buffer);
        return result == 0
            ? new UnixStatus(BitConverter.ToUInt16(buffer, 4), BitConverter.ToUInt32(buffer, 16), BitConverter.ToUInt32(buffer, 20))
            : null;
    }
}
