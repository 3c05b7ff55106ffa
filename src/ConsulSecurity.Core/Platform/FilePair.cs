using System.IO;

namespace ConsulSecurity.Platform;

/// <summary>
/// Replaces a certificate and its key, of which neither is any use without the other. Both new files are on disk as
/// <c>.*.next</c> before the first is renamed; a process killed in between leaves what <see cref="Recover"/> completes.
/// </summary>
internal static class FilePair
{
    /// <summary>Writes both files, replacing a pair that exists if <paramref name="overwrite"/> says so.</summary>
    /// <exception cref="ConsulSecurityException"><c>FileExists</c> and what <see cref="SafeFile.Write"/> throws; the old pair is in place then.</exception>
    public static void Write(string certificatePath, byte[] certificate, string keyPath, byte[] key, bool overwrite = false)
    {
        certificatePath = Path.GetFullPath(certificatePath);
        keyPath = Path.GetFullPath(keyPath);
        Recover(certificatePath, keyPath);
        StageAs(keyPath, key, FileAudience.Private, overwrite);
        try
        {
            StageAs(certificatePath, certificate, FileAudience.Public, overwrite);
        }
        catch
        {
            File.Delete(New(keyPath));
            throw;
        }

        Recover(certificatePath, keyPath);
    }

    /// <summary>Replaces a pair by two files that are already on disk under temporary names.</summary>
    public static void Promote(string certificatePath, string stagedCertificate, string keyPath, string stagedKey)
    {
        Recover(certificatePath, keyPath);
        HostFiles.Current.Rename(stagedKey, New(keyPath), overwrite: true);
        HostFiles.Current.Rename(stagedCertificate, New(certificatePath), overwrite: true);
        HostFiles.Current.FlushFolder(Path.GetDirectoryName(certificatePath)!);
        Recover(certificatePath, keyPath);
    }

    /// <summary>Completes what a killed process began, or takes back what it had not finished writing; true if there was anything.</summary>
    public static bool Recover(string certificatePath, string keyPath)
    {
        certificatePath = Path.GetFullPath(certificatePath);
        keyPath = Path.GetFullPath(keyPath);
        if (!File.Exists(New(certificatePath)))
        {
            // The certificate is written last: without it the pair was never complete.
            bool halfWritten = File.Exists(New(keyPath));
            File.Delete(New(keyPath));
            DropOld(certificatePath, keyPath);
            return halfWritten;
        }

        Promote(keyPath);
        Promote(certificatePath);
        HostFiles.Current.FlushFolder(Path.GetDirectoryName(keyPath)!);
        HostFiles.Current.FlushFolder(Path.GetDirectoryName(certificatePath)!);
        DropOld(certificatePath, keyPath);
        return true;
    }

    private static void StageAs(string path, byte[] content, FileAudience audience, bool overwrite)
    {
        string temporary = SafeFile.Stage(path, content, audience, overwrite);
        HostFiles.Current.Rename(temporary, New(path), overwrite: true);
        HostFiles.Current.FlushFolder(Path.GetDirectoryName(path)!);
    }

    private static void Promote(string path)
    {
        if (!File.Exists(New(path)))
        {
            return;
        }

        if (File.Exists(path) && !File.Exists(Old(path)))
        {
            HostFiles.Current.Link(path, Old(path));
        }

        HostFiles.Current.Rename(New(path), path, overwrite: true);
    }

    private static void DropOld(string certificatePath, string keyPath)
    {
        File.Delete(Old(keyPath));
        File.Delete(Old(certificatePath));
    }

    private static string New(string path) => Beside(path, ".next");

    private static string Old(string path) => Beside(path, ".previous");

    private static string Beside(string path, string ending) =>
        Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + ending);
}
