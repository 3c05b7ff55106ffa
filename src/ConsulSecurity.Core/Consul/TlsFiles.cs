using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using ConsulSecurity.Certificates;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace ConsulSecurity.Consul;

/// <summary>Reads the certificate files that a connection names, all of them local.</summary>
internal static class TlsFiles
{
    /// <summary>The authorities of a file.</summary>
    /// <exception cref="ConsulSecurityException"><c>ConsulCertificateFileUnusable</c>.</exception>
    public static IReadOnlyList<X509Certificate2> ReadAuthorities(string path) =>
        [.. Use(path, () => CertificateFile.ReadDer(path)).Select(der => new X509Certificate2(der))];

    /// <summary>The authorities of every file in a folder.</summary>
    public static IReadOnlyList<X509Certificate2> ReadAuthorityFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            throw ConsulErrors.CertificateFileUnusable(path, "is not a folder");
        }

        return [.. Directory.GetFiles(path).OrderBy(f => f, StringComparer.Ordinal).SelectMany(ReadAuthorities)];
    }

    /// <summary>A certificate with its key and chain, in the form that every platform's TLS takes: by way of PKCS#12.</summary>
    /// <exception cref="ConsulSecurityException"><c>ConsulCertificateFileUnusable</c>.</exception>
    public static X509Certificate2Collection ReadClientCertificate(string certificatePath, string keyPath)
    {
        IReadOnlyList<byte[]> chain = Use(certificatePath, () => CertificateFile.ReadDer(certificatePath));
        using PrivateKey key = Use(keyPath, () => KeyFile.Read(keyPath));
        if (key.Fingerprint() != CertificateReader.Read(chain[0]).PublicKeyFingerprint)
        {
            throw ConsulErrors.CertificateFileUnusable(keyPath, $"is not the key of '{certificatePath}'");
        }

        // BouncyCastle's old encryption, for nobody sees the file and Windows Server 2016 reads no other.
        var parser = new X509CertificateParser();
        Pkcs12Store store = new Pkcs12StoreBuilder().Build();
        store.SetKeyEntry(
            "client",
            new AsymmetricKeyEntry(PrivateKeyFactory.CreateKey(key.ExportPkcs8())),
            [.. chain.Select(der => new X509CertificateEntry(parser.ReadCertificate(der)))]);
        char[] password = Guid.NewGuid().ToString("N").ToCharArray();
        using var buffer = new MemoryStream();
        store.Save(buffer, password, new SecureRandom());
        var certificates = new X509Certificate2Collection();
        certificates.Import(buffer.ToArray(), new string(password), X509KeyStorageFlags.Exportable);
        return certificates;
    }

    private static T Use<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConsulSecurityException e)
        {
            string what = e.ErrorId switch
            {
                "FileNotFound" => "does not exist",
                "CertificateMissing" => "holds no certificate",
                "KeyMissing" => "holds no private key",
                "KeyEncrypted" => "is encrypted with a passphrase",
                _ => "cannot be read",
            };
            throw ConsulErrors.CertificateFileUnusable(path, what, e);
        }
    }
}
