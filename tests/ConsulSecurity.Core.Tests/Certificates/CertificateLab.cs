using System;
using ConsulSecurity.Certificates;
using ConsulSecurity.Core.Tests.Platform;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Core.Tests.Certificates;

/// <summary>A folder with an authority, and certificates made as a test wants them.</summary>
internal sealed class CertificateLab : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    public string Folder => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>Makes an authority and writes its two files.</summary>
    public SigningAuthority Authority(AuthorityOrder? order = null, string name = "ca", SigningAuthority? parent = null, DateTimeOffset? now = null)
    {
        string path = File(name + ".pem");
        SigningAuthority authority = SigningAuthority.Create(order ?? new AuthorityOrder(), path, parent, now ?? Now);
        FilePair.Write(path, SafeFile.Utf8.GetBytes(authority.ToPem()), File(name + "-key.pem"), SafeFile.Utf8.GetBytes(KeyFile.ToPem(authority.Key)));
        return authority;
    }

    /// <summary>Makes a certificate and writes its two files.</summary>
    public string Issue(SigningAuthority authority, CertificateOrder order, string name = "leaf", DateTimeOffset? now = null)
    {
        using var issuer = new CertificateIssuer(authority, now ?? Now);
        using IssuedCertificate issued = issuer.Issue(order);
        return Write(issued, name);
    }

    public string Write(IssuedCertificate issued, string name)
    {
        string path = File(name + ".pem");
        PublicFile.Write(path, issued.ToPem());
        if (issued.Key is not null)
        {
            PrivateFile.Write(File(name + "-key.pem"), KeyFile.ToPem(issued.Key));
        }

        return path;
    }

    /// <summary>Writes a file that is nobody's certificate.</summary>
    public string Text(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public void Dispose() => _folder.Dispose();
}
