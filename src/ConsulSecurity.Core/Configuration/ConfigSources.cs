using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration;

/// <summary>Finds and reads the files that <c>consul agent -config-dir -config-file</c> reads, in its order.</summary>
internal static class ConfigSources
{
    /// <summary>
    /// The files of a folder in the order of their names' bytes, and files as they are named. Sub-folders are not read, nor are files
    /// of a folder that end in anything but .hcl and .json.
    /// </summary>
    /// <exception cref="ConsulSecurityException"><c>ConfigurationNotFound</c>, <c>ConfigurationUnreadable</c>.</exception>
    public static IReadOnlyList<string> Files(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(FilesOf(path).Where(IsRead));
            }
            else
            {
                files.Add(File.Exists(path) ? path : throw ConfigErrors.PathNotFound(path));
            }
        }

        return files;
    }

    public static bool IsRead(string path) =>
        path.EndsWith(".hcl", StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>All files of a folder, also those that Consul passes over, in its order.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder).OrderBy(file => Path.GetFileName(file), Utf8Order.Comparer)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigErrors.Unreadable(folder, e);
        }
    }

    /// <summary>Which of two files of a folder Consul reads first.</summary>
    public static int Compare(string a, string b) => Utf8Order.Comparer.Compare(Path.GetFileName(a), Path.GetFileName(b));

    /// <exception cref="ConsulSecurityException"><c>ConfigurationNotFound</c>, <c>ConfigurationUnreadable</c>.</exception>
    public static SourceText Read(string path)
    {
        try
        {
            return SourceText.FromBytes(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ConfigErrors.PathNotFound(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigErrors.Unreadable(path, e);
        }
    }

    /// <summary>Names in the order of their UTF-8 bytes, which is the order of their code points.</summary>
    private sealed class Utf8Order : IComparer<string>
    {
        public static readonly Utf8Order Comparer = new();

        public int Compare(string? x, string? y)
        {
            byte[] a = Utf8Text.Encoding.GetBytes(x ?? string.Empty), b = Utf8Text.Encoding.GetBytes(y ?? string.Empty);
            for (int i = 0; i < a.Length && i < b.Length; i++)
            {
                if (a[i] != b[i])
                {
                    return a[i] - b[i];
                }
            }

            return a.Length - b.Length;
        }
    }
}
