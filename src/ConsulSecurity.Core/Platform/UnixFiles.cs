using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ConsulSecurity.Platform;

/// <summary>Files on Linux and macOS, by the C library's own calls: netstandard2.0 has no file modes.</summary>
internal sealed class UnixFiles : HostFiles
{
    private const int PrivateMode = 0x180; // 0600
    private const int PublicMode = 0x1A4; // 0644
    private const int PrivateFolderMode = 0x1C0; // 0700
    private const int CloseOnExec = 0x80000;
    private const int WritableByOthers = 0x12; // 0022
    private const int NameTaken = 17; // EEXIST
    private const uint Unchanged = uint.MaxValue;

    public override FileStream CreateTemporary(string path, FileAudience audience, FilePermissions? like, out string temporaryPath)
    {
        string template = Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + ".XXXXXX");
        byte[] name = Encoding.UTF8.GetBytes(template + "\0");

        // mkostemp makes the file 0600 and refuses a name that exists, so there is no moment at which others can open it.
        int descriptor = UnixCalls.MakeTemporary(name, CloseOnExec);
        if (descriptor < 0)
        {
            throw Failure("create a file in", Path.GetDirectoryName(path)!);
        }

        temporaryPath = Encoding.UTF8.GetString(name, 0, name.Length - 1);
        var handle = new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
        try
        {
            GiveAway(descriptor, path, audience, like);
            return new FileStream(handle, FileAccess.Write);
        }
        catch
        {
            handle.Dispose();
            UnixCalls.Unlink(temporaryPath);
            throw;
        }
    }

    public override void Rename(string from, string to, bool overwrite)
    {
        if (overwrite)
        {
            Check(UnixCalls.Rename(from, to), "write", to);
            return;
        }

        // A link, unlike a rename, fails if the name is taken; a few file systems know none.
        if (UnixCalls.Link(from, to) == 0)
        {
            UnixCalls.Unlink(from);
            return;
        }

        if (Marshal.GetLastWin32Error() == NameTaken || File.Exists(to))
        {
            throw FileErrors.Exists(to);
        }

        Check(UnixCalls.Rename(from, to), "create", to);
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

        // On the open handle: the file is ours and 0600 (or less, under a strange umask) until here.
        Check(UnixCalls.ChangeMode(descriptor, mode), "set the mode of", path);
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
