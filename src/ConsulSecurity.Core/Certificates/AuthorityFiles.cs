using System;
using System.IO;
using System.Security;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>Makes an authority and writes its two files, named as <c>consul tls ca create</c> names them.</summary>
internal static class AuthorityFiles
{
    public static string PathOf(AuthorityOrder order, string folder, string? name, bool isIntermediate) =>
        Path.Combine(folder, (name ?? order.Domain + (order.TrustDomain is not null ? "-connect-ca" : isIntermediate ? "-agent-intermediate-ca" : "-agent-ca")) + ".pem");

    /// <exception cref="ConsulSecurityException">
    /// <c>FolderNotFound</c>, <c>FolderOpenToOthers</c>, <c>FileExists</c> and what <see cref="SigningAuthority.Create"/> throws; nothing is written then.
    /// </exception>
    public static ConsulCertificateAuthority Create(
        AuthorityOrder order, string path, SigningAuthority? parent, SecureString? passphrase, bool overwrite, DateTimeOffset now)
    {
        SafeFile.RequirePrivateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using SigningAuthority authority = SigningAuthority.Create(order, path, parent, now);
        string keyPath = CertificateFile.KeyPathOf(path);
        FilePair.Write(
            path, SafeFile.Utf8.GetBytes(authority.ToPem()), keyPath, SafeFile.Utf8.GetBytes(KeyFile.ToPem(authority.Key, passphrase)), overwrite);
        return new ConsulCertificateAuthority(CertificateFile.Read(path), path, keyPath, passphrase is not null);
    }
}
