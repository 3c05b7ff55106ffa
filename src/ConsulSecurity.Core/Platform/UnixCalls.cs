using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>The C library's calls that we make; none takes a variable number of arguments, so they are right on every processor.</summary>
internal static class UnixCalls
{
    /// <summary>mkostemp; on macOS the flag has another value, and none is passed.</summary>
    public static int MakeTemporary(byte[] template, int flags) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? MakeTemporaryWithFlags(template, flags) : MakeTemporary(template);

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

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static extern int ChangeMode(int descriptor, int mode);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static extern int ChangeOwner(int descriptor, uint owner, uint group);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int ExtendedStatus(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "stat", SetLastError = true)]
    public static extern int Status(byte[] path, byte[] status);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    public static extern int LinkStatus(byte[] path, byte[] status);

    public static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text + "\0");

    [DllImport("libc", EntryPoint = "mkostemp", SetLastError = true)]
    private static extern int MakeTemporaryWithFlags([In, Out] byte[] template, int flags);

    [DllImport("libc", EntryPoint = "mkstemp", SetLastError = true)]
    private static extern int MakeTemporary([In, Out] byte[] template);
}
