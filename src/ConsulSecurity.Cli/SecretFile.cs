using System;
using System.IO;
using System.Security;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Cli;

/// <summary>Reads a secret from the first line of a file: arguments and the environment are seen by others.</summary>
internal static class SecretFile
{
    /// <exception cref="ConsulSecurityException">The file cannot be read.</exception>
    public static SecureString? Read(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            using StreamReader reader = File.OpenText(path);
            return SecureText.Hide(reader.ReadLine() ?? string.Empty);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.FromException(e, "read", path);
        }
    }
}
