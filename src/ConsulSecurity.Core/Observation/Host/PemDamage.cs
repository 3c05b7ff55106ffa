using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Observation;

/// <summary>What is wrong with a PEM file as text.</summary>
internal static class PemDamage
{
    private const int LargestFile = 1024 * 1024;

    public static IEnumerable<string> Of(string path)
    {
        byte[] content;
        try
        {
            content = new FileInfo(path).Length > LargestFile ? [] : SafeFile.Read(path);
        }
        catch (Exception e) when (e is ConsulSecurityException or IOException or UnauthorizedAccessException)
        {
            // Whether it can be read is another check's business.
            yield break;
        }

        string text = Encoding.ASCII.GetString(content);
        if (content.Length > 2 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF)
        {
            yield return $"{path}: a byte order mark";
        }
        else if (content.Length > 1 && ((content[0] == 0xFF && content[1] == 0xFE) || (content[0] == 0xFE && content[1] == 0xFF)))
        {
            yield return $"{path}: UTF-16";
        }

        if (content.Contains((byte)'\r'))
        {
            yield return $"{path}: line ends of Windows";
        }

        int keys = text.Split(["PRIVATE KEY-----"], StringSplitOptions.None).Length / 2;
        Array.Clear(content, 0, content.Length);
        if (keys > 1)
        {
            yield return $"{path}: {keys} private keys";
        }
    }
}
