namespace ConsulSecurity.Platform;

/// <summary>Files that everyone may read (0644), written the same way as <see cref="PrivateFile"/>.</summary>
internal static class PublicFile
{
    /// <inheritdoc cref="SafeFile.Write"/>
    public static void Write(string path, byte[] content, bool overwrite = false) =>
        SafeFile.Write(path, content, FileAudience.Public, overwrite);

    /// <inheritdoc cref="SafeFile.Write"/>
    public static void Write(string path, string text, bool overwrite = false) => Write(path, SafeFile.Utf8.GetBytes(text), overwrite);
}
