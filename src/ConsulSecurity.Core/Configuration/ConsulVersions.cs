using System;

namespace ConsulSecurity.Configuration;

/// <summary>Reads versions as Consul prints them: <c>v1.8.7</c>, <c>1.12</c>, <c>1.15.2+ent</c>.</summary>
internal static class ConsulVersions
{
    public static readonly Version TlsStanza = new(1, 12);

    /// <exception cref="ConsulSecurityException"><c>ConsulVersionInvalid</c>.</exception>
    public static Version? Parse(string? text)
    {
        if (text is null || text.Trim().Length == 0)
        {
            return null;
        }

        string number = text.Trim().TrimStart('v', 'V').Split('+', '-', ' ')[0];
        return Version.TryParse(number, out Version? version) ? version : throw ConfigErrors.VersionInvalid(text);
    }

    /// <summary>Whether the <c>tls</c> block is there; it is in the newest, which is meant where no version is given.</summary>
    public static bool HasTlsStanza(Version? version) => version is null || version >= TlsStanza;
}
