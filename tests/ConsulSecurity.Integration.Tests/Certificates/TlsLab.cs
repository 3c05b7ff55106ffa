using System;
using System.IO;
using System.Net;
using System.Text.Json;
using ConsulSecurity.Certificates;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>An authority in a folder of its own, certificates for agents of the lab, and the configuration that uses them.</summary>
internal sealed class TlsLab : IDisposable
{
    public TlsLab(CertificateKeyAlgorithm algorithm = CertificateKeyAlgorithm.EcP256, bool withIntermediate = false)
    {
        Algorithm = algorithm;
        Folder = Directory.CreateTempSubdirectory("consulsecurity-tls-").FullName;
        string rootPath = Path.Combine(Folder, "ca.pem");
        AuthorityFiles.Create(new AuthorityOrder { KeyAlgorithm = algorithm, PermittedNames = ["consul"] }, rootPath, null, null, false, Now.AddDays(-10));
        AuthorityPath = rootPath;
        Root = SigningAuthority.Open(rootPath, null, null, Now);
        if (withIntermediate)
        {
            string path = Path.Combine(Folder, "intermediate.pem");
            AuthorityFiles.Create(new AuthorityOrder { KeyAlgorithm = algorithm, PermittedNames = ["consul"] }, path, Root, null, false, Now.AddDays(-9));
            Signer = SigningAuthority.Open(path, null, null, Now);
        }
        else
        {
            Signer = Root;
        }
    }

    public DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    public CertificateKeyAlgorithm Algorithm { get; }

    public string Folder { get; }

    public string AuthorityPath { get; }

    public SigningAuthority Root { get; }

    public SigningAuthority Signer { get; }

    public CertificateOrder OrderFor(ConsulAgent agent) => new()
    {
        Role = agent.IsServer ? CertificateRole.Server : CertificateRole.Client,
        Datacenter = agent.Datacenter,
        Node = agent.Name,
        IPAddresses = [IPAddress.Parse(agent.Address)],
        KeyAlgorithm = Algorithm,
    };

    /// <summary>Issues and writes a pair; gives the certificate's path.</summary>
    public string Issue(CertificateOrder order, string folder, SigningAuthority? authority = null, DateTimeOffset? now = null)
    {
        using var issuer = new CertificateIssuer(authority ?? Signer, now ?? Now);
        using IssuedCertificate issued = issuer.Issue(order);
        string path = Path.Combine(folder, "agent.pem");
        FilePair.Write(
            path, SafeFile.Utf8.GetBytes(issued.ToPem()), CertificateFile.KeyPathOf(path), SafeFile.Utf8.GetBytes(KeyFile.ToPem(issued.Key!)), overwrite: true);
        return path;
    }

    /// <summary>Everything verified, HTTPS on; the lab itself goes on over plain HTTP.</summary>
    public string Configuration(ConsulAgent agent) => Configuration(Issue(OrderFor(agent), agent.Folder));

    public string Configuration(string certificatePath, string? authorityPath = null) => JsonSerializer.Serialize(new
    {
        ca_file = authorityPath ?? AuthorityPath,
        cert_file = certificatePath,
        key_file = CertificateFile.FindKey(certificatePath),
        verify_incoming = true,
        verify_outgoing = true,
        verify_server_hostname = true,
        ports = new { https = 8501 },
    });

    public void Dispose()
    {
        if (Signer != Root)
        {
            Signer.Dispose();
        }

        Root.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
