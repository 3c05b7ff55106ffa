using System.Collections.Generic;
using System.Linq;
using System.Security;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>Writes a certificate in another form.</summary>
internal sealed class CertificateExport(string path, string? keyPath, SecureString? passphrase)
{
    /// <summary>The authority's certificate, to go along.</summary>
    public string? AuthorityPath { get; init; }

    /// <exception cref="ConsulSecurityException">
    /// <c>PassphraseNeeded</c>, <c>PassphraseNotAscii</c>, <c>KeyNotFound</c>, <c>KeyDoesNotMatch</c>, <c>FileExists</c> and what reading throws.
    /// </exception>
    public void Write(string destination, CertificateFormat format, SecureString? pfxPassphrase, bool overwrite)
    {
        IReadOnlyList<byte[]> certificates = WithAuthority(CertificateFile.ReadDer(path, passphrase));
        switch (format)
        {
            case CertificateFormat.Pem:
                PublicFile.Write(destination, string.Concat(certificates.Select(der => Pem.Encode("CERTIFICATE", der))), overwrite);
                break;
            case CertificateFormat.Der:
                PublicFile.Write(destination, certificates[0], overwrite);
                break;
            default:
                using (PrivateKey key = Key(certificates[0]))
                {
                    string name = CertificateReader.Read(certificates[0]).Subject.Replace("CN=", string.Empty);
                    byte[] pfx = PfxWriter.Write(certificates, key, name, pfxPassphrase ?? throw CertificateErrors.PassphraseNeeded(destination));
                    PrivateFile.Write(destination, pfx, overwrite);
                }

                break;
        }
    }

    private IReadOnlyList<byte[]> WithAuthority(IReadOnlyList<byte[]> certificates) => AuthorityPath is null
        ? certificates
        : [.. certificates, .. CertificateFile.ReadDer(AuthorityPath).Where(der => !certificates.Any(known => known.SequenceEqual(der)))];

    private PrivateKey Key(byte[] certificate)
    {
        string found = keyPath ?? CertificateFile.FindKey(path) ?? throw CertificateErrors.KeyNotFound(path);
        PrivateKey key = KeyFile.Read(found, passphrase);
        if (key.Fingerprint() == CertificateReader.Read(certificate).PublicKeyFingerprint)
        {
            return key;
        }

        key.Dispose();
        throw CertificateErrors.KeyDoesNotMatch(path, found);
    }
}
