using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>The C library's calls that we make.</summary>
internal static class UnixCalls
{
    private const int NameTaken = 17; // EEXIST
    private const int CreateExclusively = 0x1 | 0x40 | 0x80 | 0x80000; // O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, on Linux
    private const int WorkingFolder = -100; // AT_FDCWD
    private const uint NoReplace = 1; // RENAME_NOREPLACE

    /// <summary>Makes a file that was not there before, for writing; negative on failure.</summary>
    /// <param name="path">Its name; on macOS another is found that begins with it.</param>
    /// <param name="mode">Its mode, from which the umask takes away; on macOS it is 0600.</param>
    public static int CreateNew(ref string path, int mode)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return OpenNew(Utf8(path), CreateExclusively, mode);
        }

        // open takes its third argument another way there on ARM.
        byte[] template = Utf8(path + ".XXXXXX");
        int descriptor = MakeTemporary(template);
        path = System.Text.Encoding.UTF8.GetString(template, 0, template.Length - 1);
        return descriptor;
    }

    /// <summary>Renames to a name that must not be taken; zero, or the number of the error.</summary>
    public static int RenameToNew(string from, string to)
    {
        byte[] source = Utf8(from);
        byte[] target = Utf8(to);
        try
        {
            if (RenameAt(WorkingFolder, source, WorkingFolder, target, NoReplace) == 0)
            {
                return 0;
            }

            if (Marshal.GetLastWin32Error() == NameTaken)
            {
                return NameTaken;
            }
        }
        catch (System.EntryPointNotFoundException)
        {
            // An old C library, or macOS.
        }

        // A link, unlike a rename, fails if the name is taken; a few file systems know none.
        if (Link(source, target) == 0)
        {
            _ = Unlink(source);
            return 0;
        }

        int error = Marshal.GetLastWin32Error();
        return error == NameTaken || System.IO.File.Exists(to) ? NameTaken
            : Rename(source, target) == 0 ? 0
            : Marshal.GetLastWin32Error();
    }

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    public static extern int Rename(byte[] from, byte[] to);

    public static int Rename(string from, string to) => Rename(Utf8(from), Utf8(to));

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    public static extern int Link(byte[] existing, byte[] second);

    public static int Link(string existing, string second) => Link(Utf8(existing), Utf8(second));

    [DllImport("libc", EntryPoint = "unlink", SetLastError = true)]
    public static extern int Unlink(byte[] path);

    public static int Unlink(string path) => Unlink(Utf8(path));

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    public static extern int MakeFolder(byte[] path, int mode);

    public static int MakeFolder(string path, int mode) => MakeFolder(Utf8(path), mode);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte[] path, int flags);

    public static int Open(string path, int flags) => Open(Utf8(path), flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static extern int SyncFileSystem(int descriptor);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    public static extern System.IntPtr Write(int descriptor, byte[] content, System.UIntPtr count);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static extern int ChangeMode(int descriptor, int mode);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static extern int ChangeOwner(int descriptor, uint owner, uint group);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    public static extern int ChangeOwnerOf(byte[] path, uint owner, uint group);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int ExtendedStatus(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "stat", SetLastError = true)]
    public static extern int Status(byte[] path, byte[] status);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    public static extern int LinkStatus(byte[] path, byte[] status);

    /// <summary>Where a symbolic link points to; null where it cannot be read.</summary>
    public static string? ReadLink(string path)
    {
        byte[] target = new byte[256];
        long length = ReadLink(Utf8(path), target, new System.IntPtr(target.Length)).ToInt64();
        return length < 0 ? null : System.Text.Encoding.UTF8.GetString(target, 0, (int)length);
    }

    public static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text + "\0");

    [DllImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static extern System.IntPtr ReadLink(byte[] path, [Out] byte[] target, System.IntPtr size);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenNew(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static extern int RenameAt(int fromFolder, byte[] from, int toFolder, byte[] to, uint flags);

    [DllImport("libc", EntryPoint = "mkstemp", SetLastError = true)]
    private static extern int MakeTemporary([In, Out] byte[] template);
}
