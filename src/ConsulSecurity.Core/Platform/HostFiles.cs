using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace ConsulSecurity.Platform;

/// <summary>What the operating systems do differently with files: private from the first byte, atomic, and who may do what.</summary>
internal abstract class HostFiles
{
    private static readonly string s_process = Guid.NewGuid().ToString("N").Substring(0, 12);
    private static int s_count;

    /// <summary>The file system of the machine we run on.</summary>
    public static HostFiles Current { get; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsFiles() : new UnixFiles();

    /// <summary>Writes a new file with a random name beside <paramref name="path"/>, closed to others from the start.</summary>
    /// <param name="path">The file that this one is going to become.</param>
    /// <param name="content">Its content.</param>
    /// <param name="audience">Who may read it.</param>
    /// <param name="like">The permissions of the file that it replaces: owner, group and DACL are taken over where they are tight enough.</param>
    /// <param name="flush">Whether it is to be on disk at the end.</param>
    /// <returns>The name that was found.</returns>
    public abstract string WriteTemporary(string path, byte[] content, FileAudience audience, FilePermissions? like, bool flush);

    /// <summary>Gives a file its name in one step; an existing file of that name is replaced, or is in the way.</summary>
    /// <exception cref="IOException">The name is taken and <paramref name="overwrite"/> is false.</exception>
    public abstract void Rename(string from, string to, bool overwrite);

    /// <summary>Gives the content of a file a second name that stays when the first is renamed over.</summary>
    public abstract void Link(string existing, string second);

    /// <summary>Makes the names in a folder last through a power failure.</summary>
    public abstract void FlushFolder(string folder);

    /// <summary>Whether one call can write many files to disk.</summary>
    public abstract bool CanFlushAll { get; }

    /// <summary>Writes everything of the file system that the folder is on to disk.</summary>
    /// <exception cref="ConsulSecurityException">It could not, or <see cref="CanFlushAll"/> is false.</exception>
    public abstract void FlushAll(string folder);

    private protected static string TemporaryName(string path) => Path.Combine(
        Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + "." + s_process + Interlocked.Increment(ref s_count).ToString("x", CultureInfo.InvariantCulture));

    /// <summary>Who may do what with a file or folder that exists.</summary>
    public abstract FilePermissions Read(string path);

    /// <summary>Makes a folder that only the owner may enter; its parents must exist or are made the ordinary way.</summary>
    public abstract void CreatePrivateFolder(string path);

    /// <summary>Whether accounts that are neither us nor root can put files of theirs into the folder, or take ours out.</summary>
    public abstract bool CanBeWrittenByOthers(string folder);
}
