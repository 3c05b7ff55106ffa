using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>Files on Linux and macOS, by the C library's own calls: netstandard2.0 has no file modes.</summary>
internal sealed class UnixFiles : HostFiles
{
    private const int PrivateMode = 0x180; // 0600
    private const int PublicMode = 0x1A4; // 0644
    private const int PrivateFolderMode = 0x1C0; // 0700
    private const int WritableByOthers = 0x12; // 0022
    private const int Interrupted = 4; // EINTR
    private const uint Unchanged = uint.MaxValue;

    public override string WriteTemporary(string path, byte[] content, FileAudience audience, FilePermissions? like, bool flush)
    {
        string temporary = TemporaryName(path);
        int mode = audience == FileAudience.Private || like is not null ? PrivateMode : PublicMode;

        // O_EXCL refuses a name that exists, and the mode holds from the start: there is no moment at which others can open it.
        int descriptor = UnixCalls.CreateNew(ref temporary, mode);
        if (descriptor < 0)
        {
            throw Failure("create a file in", Path.GetDirectoryName(path)!);
        }

        try
        {
            GiveAway(descriptor, path, audience, like);
            Write(descriptor, content, path);
            if (flush)
            {
                Check(UnixCalls.Sync(descriptor), "write to disk", path);
            }
        }
        catch
        {
            UnixCalls.Unlink(temporary);
            throw;
        }
        finally
        {
            _ = UnixCalls.Close(descriptor);
        }

        return temporary;
    }

    public override void Rename(string from, string to, bool overwrite)
    {
        if (overwrite)
        {
            Check(UnixCalls.Rename(from, to), "write", to);
            return;
        }

        int error = UnixCalls.RenameToNew(from, to);
        if (error != 0)
        {
            throw FileErrors.FromErrno(error, "create", to);
        }
    }

    public override void Link(string existing, string second) => Check(UnixCalls.Link(existing, second), "keep a copy as", second);

    public override void FlushFolder(string folder)
    {
        int descriptor = UnixCalls.Open(folder, 0);
        if (descriptor >= 0)
        {
            _ = UnixCalls.Sync(descriptor);
            _ = UnixCalls.Close(descriptor);
        }
    }

    public override bool CanFlushAll { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    public override void FlushAll(string folder)
    {
        int descriptor = UnixCalls.Open(folder, 0);
        int result = descriptor < 0 ? descriptor : UnixCalls.SyncFileSystem(descriptor);
        ConsulSecurityException? failure = result == 0 ? null : Failure("write to disk what is in", folder);
        _ = UnixCalls.Close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }
    }

    public override FilePermissions Read(string path)
    {
        UnixStatus status = UnixStatus.Of(path) ?? throw Failure("look at", path);
        return new FilePermissions
        {
            Mode = status.Mode & 0xFFF,
            OwnerId = status.OwnerId,
            GroupId = status.GroupId,
            IsLink = UnixStatus.OfLink(path)?.IsLink ?? false,
        };
    }

    public override void CreatePrivateFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string parent)
        {
            Directory.CreateDirectory(parent);
        }

        Check(UnixCalls.MakeFolder(path, PrivateFolderMode), "create the folder", path);
    }

    public override bool CanBeWrittenByOthers(string folder)
    {
        uint me = UnixCalls.EffectiveUser();
        string? current = Path.GetFullPath(folder);
        for (bool first = true; current is not null; first = false, current = Path.GetDirectoryName(current))
        {
            if (UnixStatus.Of(current) is UnixStatus status && IsOpen(status, me, isTheFolder: first))
            {
                return true;
            }
        }

        return false;
    }

    // Above the folder itself a sticky bit is enough: others can add names there, but not move ours.
    private static bool IsOpen(UnixStatus status, uint me, bool isTheFolder)
    {
        bool strangerOwns = me != 0 && status.OwnerId != 0 && status.OwnerId != me;
        bool ownGroup = status.GroupId == 0 || status.GroupId == status.OwnerId;
        bool othersWrite = (status.Mode & 0x02) != 0 || ((status.Mode & 0x10) != 0 && !ownGroup);
        bool sticky = (status.Mode & 0x200) != 0 && !isTheFolder;
        return strangerOwns || (othersWrite && !sticky);
    }

    private static void GiveAway(int descriptor, string path, FileAudience audience, FilePermissions? like)
    {
        int mode = audience == FileAudience.Private ? PrivateMode : PublicMode;
        if (like?.Mode is int old)
        {
            // The group that could read the old key (root:consul 0640) must be able to read the new one; nobody else.
            mode = audience == FileAudience.Private ? PrivateMode | (old & 0x20) : old & 0x1FF & ~WritableByOthers;
            if (UnixCalls.ChangeOwner(descriptor, like.OwnerId ?? Unchanged, like.GroupId ?? Unchanged) != 0
                && UnixCalls.ChangeOwner(descriptor, Unchanged, like.GroupId ?? Unchanged) != 0)
            {
                mode &= audience == FileAudience.Private ? PrivateMode : PublicMode;
            }
        }

        // Only where the umask or another owner made it otherwise, and on the open handle: the file is never open to more than it should be.
        if (UnixStatus.OfDescriptor(descriptor) is not UnixStatus status || (status.Mode & 0xFFF) != mode)
        {
            Check(UnixCalls.ChangeMode(descriptor, mode), "set the mode of", path);
        }
    }

    private static void Write(int descriptor, byte[] content, string path)
    {
        int written = 0;
        while (written < content.Length)
        {
            long count = (long)UnixCalls.Write(descriptor, written == 0 ? content : [.. content.Skip(written)], (UIntPtr)(content.Length - written));
            if (count < 0 && Marshal.GetLastWin32Error() != Interrupted)
            {
                throw Failure("write", path);
            }

            written += (int)Math.Max(0, count);
        }
    }

    private static void Check(int result, string doing, string path)
    {
        if (result != 0)
        {
            throw Failure(doing, path);
        }
    }

    private static ConsulSecurityException Failure(string doing, string path) =>
        FileErrors.FromErrno(Marshal.GetLastWin32Error(), doing, path);
}
