using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using PasswordException = Org.BouncyCastle.OpenSsl.PasswordException;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace ConsulSecurity.Consul;

/// <summary>Reads the certificate files that a connection names, all of them local.</summary>
internal static class TlsFiles
{
    /// <summary>The authorities of a PEM file.</summary>
    /// <exception cref="ConsulSecurityException"><c>ConsulCertificateFileUnusable</c>.</exception>
    public static IReadOnlyList<X509Certificate2> ReadAuthorities(string path)
    {
        List<X509Certificate2> found = [.. ReadPem(path).OfType<X509Certificate>().Select(c => new X509Certificate2(c.GetEncoded()))];
        return found.Count > 0 ? found : throw ConsulErrors.CertificateFileUnusable(path, "holds no certificate");
    }

    /// <summary>The authorities of every PEM file in a folder.</summary>
    public static IReadOnlyList<X509Certificate2> ReadAuthorityFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            throw ConsulErrors.CertificateFileUnusable(path, "is not a folder");
        }

        return [.. Directory.GetFiles(path).OrderBy(f => f, StringComparer.Ordinal).SelectMany(ReadAuthorities)];
    }

    /// <summary>A certificate with its key, in the form that every platform's TLS takes: by way of PKCS#12.</summary>
    public static X509Certificate2Collection ReadClientCertificate(string certificatePath, string keyPath)
    {
        X509CertificateEntry[] chain =
            [.. ReadPem(certificatePath).OfType<X509Certificate>().Select(c => new X509CertificateEntry(c))];
        if (chain.Length == 0)
        {
            throw ConsulErrors.CertificateFileUnusable(certificatePath, "holds no certificate");
        }

        AsymmetricKeyParameter key = ReadPem(keyPath).Select(PrivateKey).FirstOrDefault(k => k is not null)
            ?? throw ConsulErrors.CertificateFileUnusable(keyPath, "holds no private key");
        Pkcs12Store store = new Pkcs12StoreBuilder().Build();
        store.SetKeyEntry("client", new AsymmetricKeyEntry(key), chain);
        char[] password = Guid.NewGuid().ToString("N").ToCharArray();
        using var buffer = new MemoryStream();
        store.Save(buffer, password, new SecureRandom());
        var certificates = new X509Certificate2Collection();
        certificates.Import(buffer.ToArray(), new string(password), X509KeyStorageFlags.Exportable);
        return certificates.Cast<X509Certificate2>().Where(c => c.HasPrivateKey).Any(BelongTogether)
            ? certificates
            : throw ConsulErrors.CertificateFileUnusable(keyPath, $"is not the key of '{certificatePath}'");
    }

    private static bool BelongTogether(X509Certificate2 certificate)
    {
        byte[] data = [1];
        if (certificate.GetECDsaPrivateKey() is { } ec)
        {
            return certificate.GetECDsaPublicKey()!.VerifyData(data, ec.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
        }

        return certificate.GetRSAPrivateKey() is { } rsa && certificate.GetRSAPublicKey()!.VerifyData(
            data,
            rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
    }

    private static AsymmetricKeyParameter? PrivateKey(object pem) => pem switch
    {
        AsymmetricCipherKeyPair pair => pair.Private,
        AsymmetricKeyParameter { IsPrivate: true } key => key,
        _ => null,
    };

    private static List<object> ReadPem(string path)
    {
        try
        {
            using var text = new StringReader(File.ReadAllText(path, Encoding.ASCII));
            var reader = new PemReader(text);
            var found = new List<object>();
            while (reader.ReadObject() is { } item)
            {
                found.Add(item);
            }

            return found;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ConsulErrors.CertificateFileUnusable(path, "does not exist", e);
        }
        catch (PasswordException e)
        {
            throw ConsulErrors.CertificateFileUnusable(path, "is encrypted with a passphrase", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GeneralSecurityException or FormatException
            or ArgumentException or InvalidCastException)
        {
            throw ConsulErrors.CertificateFileUnusable(path, "cannot be read as PEM", e);
        }
    }
}
