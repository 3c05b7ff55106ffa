using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace ConsulSecurity.Platform;

/// <summary>Files that are made for another account, such as a service's: they belong to it from their first byte on.</summary>
internal static class OwnedFile
{
    private const string Accounts = "/etc/passwd";

    /// <summary>Writes a file as <see cref="SafeFile"/> does. A file that exists keeps its owner; a new one gets the owner given.</summary>
    public static void Write(string path, byte[] content, FileAudience audience, FilePermissions? owner)
    {
        if (File.Exists(path) || owner?.OwnerId is null)
        {
            SafeFile.Write(path, content, audience, overwrite: true);
            return;
        }

        FilePermissions like = new() { Mode = audience == FileAudience.Private ? 0x180 : 0x1A4, OwnerId = owner.OwnerId, GroupId = owner.GroupId };
        string temporary = HostFiles.Current.WriteTemporary(path, content, audience, like, flush: true);
        try
        {
            HostFiles.Current.Rename(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        HostFiles.Current.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a private folder that belongs to the account.</summary>
    public static void CreateFolder(string path, FilePermissions? owner)
    {
        HostFiles.Current.CreatePrivateFolder(path);
        if (owner?.OwnerId is { } user && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            _ = UnixCalls.ChangeOwnerOf(UnixCalls.Utf8(path), user, owner.GroupId ?? user);
        }
    }

    /// <summary>The ids of an account of this machine; null where there is no such account.</summary>
    public static FilePermissions? OfAccount(string account)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new FilePermissions();
        }

        string[]? entry = File.ReadLines(Accounts).Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 3 && parts[0] == account);
        return entry is null ? null : new FilePermissions
        {
            OwnerId = uint.Parse(entry[2], CultureInfo.InvariantCulture),
            GroupId = uint.Parse(entry[3], CultureInfo.InvariantCulture),
        };
    }
}
