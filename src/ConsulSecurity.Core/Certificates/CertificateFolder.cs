using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ConsulSecurity.Certificates;

/// <summary>Finds the files of a folder that can hold certificates.</summary>
internal static class CertificateFolder
{
    private const int LargestFile = 1024 * 1024;
    private static readonly string[] s_endings = [".pem", ".crt", ".cer", ".der", ".pfx", ".p12"];

    public static IEnumerable<string> Files(string folder, bool recurse) => Directory
        .EnumerateFiles(folder, "*", recurse ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
        .Where(file => s_endings.Contains(Path.GetExtension(file).ToLowerInvariant()) && new FileInfo(file).Length <= LargestFile)
        .OrderBy(file => file, System.StringComparer.Ordinal);

    /// <summary>Whether the file is a key or a request and no certificate: in a folder these are passed over in silence.</summary>
    public static bool IsSomethingElse(ConsulSecurityException error) => error.ErrorId == "CertificateMissing";
}
