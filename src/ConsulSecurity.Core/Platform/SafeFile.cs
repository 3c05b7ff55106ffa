using System;
using System.IO;
using System.Text;

namespace ConsulSecurity.Platform;

/// <summary>
/// Writes whole files so that a reader sees the old content or the new, never half of one: a temporary file in the same folder,
/// flushed to disk, then renamed.
/// </summary>
internal static class SafeFile
{
    /// <summary>UTF-8 without a byte order mark: what Consul and OpenSSL read.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file; one that exists is replaced only if <paramref name="overwrite"/> says so, and keeps owner and group.</summary>
    /// <exception cref="ConsulSecurityException"><c>FileExists</c>, <c>FolderNotFound</c>, <c>FileAccessDenied</c>, <c>FileOperationFailed</c>.</exception>
    public static void Write(string path, byte[] content, FileAudience audience, bool overwrite = false)
    {
        path = Path.GetFullPath(path);
        string temporary = Stage(path, content, audience, overwrite);
        try
        {
            HostFiles.Current.Rename(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        HostFiles.Current.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ConsulSecurityException"><c>FileNotFound</c>, <c>FileAccessDenied</c>, <c>FileOperationFailed</c>.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw FileErrors.FromException(exception, "read", path);
        }
    }

    /// <summary>Refuses a folder that is not there, or into which other accounts can write.</summary>
    /// <exception cref="ConsulSecurityException"><c>FolderNotFound</c> or <c>FolderOpenToOthers</c>.</exception>
    public static void RequirePrivateFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw FileErrors.FolderNotFound(folder);
        }

        if (HostFiles.Current.CanBeWrittenByOthers(folder))
        {
            throw FileErrors.FolderOpenToOthers(folder);
        }
    }

    /// <summary>Writes the temporary file that is going to be <paramref name="path"/>; gives its name.</summary>
    internal static string Stage(string path, byte[] content, FileAudience audience, bool overwrite, bool flush = true)
    {
        FilePermissions? like = null;
        if (File.Exists(path))
        {
            like = overwrite ? HostFiles.Current.Read(path) : throw FileErrors.Exists(path);
        }
        else if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw FileErrors.FolderNotFound(Path.GetDirectoryName(path)!);
        }

        return HostFiles.Current.WriteTemporary(path, content, audience, like, flush);
    }
}
