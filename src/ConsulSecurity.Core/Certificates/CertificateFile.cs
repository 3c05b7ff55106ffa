using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>Reads the certificates of a file: PEM with one or many, DER, or PFX.</summary>
internal static class CertificateFile
{
    /// <summary>All certificates of the file, in its order, as DER.</summary>
    /// <exception cref="ConsulSecurityException">
    /// <c>FileNotFound</c>, <c>CertificateMissing</c>, <c>CertificateUnreadable</c> or <c>PfxPasswordWrong</c>.
    /// </exception>
    public static IReadOnlyList<byte[]> ReadDer(string path, SecureString? passphrase = null)
    {
        byte[] content = SafeFile.Read(path);
        try
        {
            IReadOnlyList<byte[]> certificates = Pem.IsPem(content) ? OfPem(Encoding.ASCII.GetString(content), path)
                : PfxFile.IsPfx(content) ? PfxFile.Read(content, path, passphrase).Certificates
                : [content];
            foreach (byte[] der in certificates)
            {
                // Of no bytes at all .NET makes an empty certificate rather than an error.
                new X509Certificate2(der.Length > 0 ? der : throw new CryptographicException("The certificate is empty.")).Dispose();
            }

            return certificates;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw CertificateErrors.CertificateUnreadable(path, exception);
        }
    }

    /// <summary>The first certificate of the file, with the others as its chain.</summary>
    public static ConsulCertificate Read(string path, SecureString? passphrase = null, string? keyPath = null)
    {
        IReadOnlyList<byte[]> certificates = ReadDer(path, passphrase);
        try
        {
            ConsulCertificate[] chain = [.. certificates.Skip(1).Select(der => CertificateReader.Read(der, path))];
            return CertificateReader.Read(certificates[0], path, keyPath ?? FindKey(path), chain);
        }
        catch (CryptographicException exception)
        {
            throw CertificateErrors.CertificateUnreadable(path, exception);
        }
    }

    /// <summary>Every certificate of the file by itself.</summary>
    public static IReadOnlyList<ConsulCertificate> ReadAll(string path, SecureString? passphrase = null)
    {
        ConsulCertificate first = Read(path, passphrase);
        return [first, .. first.Chain];
    }

    /// <summary>The name that the key of a certificate has by custom, whether it is there or not: <c>x-key.pem</c> beside <c>x.pem</c>.</summary>
    public static string KeyPathOf(string certificatePath) => Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(certificatePath))!,
        Path.GetFileNameWithoutExtension(certificatePath) + "-key" + Path.GetExtension(certificatePath));

    /// <summary>The key beside a certificate, under the names that tools give it; null if there is none.</summary>
    public static string? FindKey(string certificatePath)
    {
        string bare = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(certificatePath))!, Path.GetFileNameWithoutExtension(certificatePath));
        return new[] { KeyPathOf(certificatePath), bare + "-key.pem", bare + ".key", bare + ".key.pem" }.FirstOrDefault(File.Exists);
    }

    /// <summary>The certificates of a PEM text; <paramref name="path"/> stands for it in messages.</summary>
    /// <exception cref="ConsulSecurityException"><c>CertificateMissing</c>.</exception>
    public static byte[][] OfPem(string text, string path)
    {
        byte[][] certificates =
        [
            .. Pem.Decode(text).Where(block => block.Label == "CERTIFICATE").Select(block => block.Content),
        ];
        return certificates.Length > 0 ? certificates : throw CertificateErrors.CertificateMissing(path);
    }
}
