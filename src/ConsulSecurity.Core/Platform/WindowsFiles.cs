using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConsulSecurity.Platform;

/// <summary>Files on Windows: the DACL is given with CreateFile, because a DACL set afterwards leaves a moment open.</summary>
internal sealed class WindowsFiles : HostFiles
{
    private const uint ReplaceExisting = 0x1;
    private const uint WriteThrough = 0x8;
    private const int FileObject = 1;

    public override string WriteTemporary(string path, byte[] content, FileAudience audience, FilePermissions? like, bool flush)
    {
        string name = TemporaryName(path);
        using SafeFileHandle handle = WithSecurity(DescriptorFor(audience, like), security =>
            WindowsCalls.CreateFile(name, WindowsCalls.GenericWrite, 0, ref security, WindowsCalls.CreateNew, 0, IntPtr.Zero) is { IsInvalid: false } created
                ? created
                : throw Failure("create", name));
        try
        {
            using var stream = new FileStream(handle, FileAccess.Write);
            stream.Write(content, 0, content.Length);
            stream.Flush(flush);
        }
        catch (Exception exception)
        {
            handle.Dispose();
            File.Delete(name);
            throw FileErrors.FromException(exception, "write", path);
        }

        return name;
    }

    /// <summary>The descriptor of a new file: that of the file it replaces if it keeps strangers out, else owner only; null inherits.</summary>
    public static string? DescriptorFor(FileAudience audience, FilePermissions? like)
    {
        string? dacl = like?.Sddl is string sddl && sddl.IndexOf("D:", StringComparison.Ordinal) is >= 0 and int start
            ? sddl.Substring(start)
            : null;
        return audience == FileAudience.Public ? dacl
            : dacl is null || SecurityDescriptor.OthersCanRead(dacl) || SecurityDescriptor.OthersCanWrite(dacl) ? SecurityDescriptor.OwnerOnly
            : dacl;
    }

    public override void Rename(string from, string to, bool overwrite)
    {
        if (!WindowsCalls.MoveFile(from, to, WriteThrough | (overwrite ? ReplaceExisting : 0)))
        {
            throw Failure(overwrite ? "write" : "create", to);
        }
    }

    public override void Link(string existing, string second)
    {
        if (!WindowsCalls.CreateHardLink(second, existing, IntPtr.Zero))
        {
            throw Failure("keep a copy as", second);
        }
    }

    public override void FlushFolder(string folder)
    {
        // MOVEFILE_WRITE_THROUGH has done it.
    }

    public override bool CanFlushAll => false;

    public override void FlushAll(string folder) => throw FileErrors.Failed("write to disk what is in", folder, "Windows flushes single files");

    public override FilePermissions Read(string path)
    {
        int error = WindowsCalls.GetSecurity(
            path, FileObject, WindowsCalls.OwnerAndDacl, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, out IntPtr descriptor);
        if (error != 0)
        {
            throw FileErrors.FromWindows(error, "look at", path);
        }

        try
        {
            if (!WindowsCalls.FormatSddl(descriptor, 1, WindowsCalls.OwnerAndDacl, out IntPtr text, IntPtr.Zero))
            {
                throw Failure("look at", path);
            }

            string? sddl = Marshal.PtrToStringUni(text);
            WindowsCalls.LocalFree(text);
            bool isLink = (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
            return new FilePermissions { Sddl = sddl, IsLink = isLink };
        }
        finally
        {
            WindowsCalls.LocalFree(descriptor);
        }
    }

    public override void CreatePrivateFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string parent)
        {
            Directory.CreateDirectory(parent);
        }

        WithSecurity(SecurityDescriptor.OwnerOnlyFolder, security =>
            WindowsCalls.CreateDirectory(path, ref security) ? true : throw Failure("create the folder", path));
    }

    public override bool CanBeWrittenByOthers(string folder) => Read(folder).OthersCanWrite;

    private static T WithSecurity<T>(string? sddl, Func<WindowsCalls.SecurityAttributes, T> create)
    {
        IntPtr descriptor = IntPtr.Zero;
        if (sddl is not null && !WindowsCalls.ParseSddl(sddl, 1, out descriptor, IntPtr.Zero))
        {
            throw Failure("read the security descriptor", sddl);
        }

        try
        {
            return create(new WindowsCalls.SecurityAttributes
            {
                Length = Marshal.SizeOf<WindowsCalls.SecurityAttributes>(),
                Descriptor = descriptor,
            });
        }
        finally
        {
            WindowsCalls.LocalFree(descriptor);
        }
    }

    private static ConsulSecurityException Failure(string doing, string path) =>
        FileErrors.FromWindows(Marshal.GetLastWin32Error(), doing, path);
}
