using System;
using System.Formats.Asn1;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>A root as one's own PKI would make it for the mesh.</summary>
internal static class OwnRoot
{
    /// <summary>Writes key and root; gives the path of the key, beside which the root has the ending <c>.crt</c>.</summary>
    public static string Make(string folder, string identity)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=own {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AlternativeName(identity));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using X509Certificate2 root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddYears(5));
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.key");
        File.WriteAllText(path, key.ExportECPrivateKeyPem() + "\n");
        File.WriteAllText(path + ".crt", root.ExportCertificatePem() + "\n");
        return path;
    }

    /// <summary>A URI as alternative name. By hand: .NET's builder would put a slash at its end.</summary>
    public static X509Extension AlternativeName(string uri)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, uri, new Asn1Tag(TagClass.ContextSpecific, 6));
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }
}
