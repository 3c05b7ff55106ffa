namespace ConsulSecurity.Platform;

/// <summary>
/// Files with secrets: 0600 (or an owner-only DACL) from the first byte under any umask, written beside the target, flushed, renamed.
/// </summary>
internal static class PrivateFile
{
    /// <inheritdoc cref="SafeFile.Write"/>
    public static void Write(string path, byte[] content, bool overwrite = false) =>
        SafeFile.Write(path, content, FileAudience.Private, overwrite);

    /// <inheritdoc cref="SafeFile.Write"/>
    public static void Write(string path, string text, bool overwrite = false) => Write(path, SafeFile.Utf8.GetBytes(text), overwrite);
}
