using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>A certificate signing request (PKCS #10): read with its signature verified, or made.</summary>
internal sealed class SigningRequest
{
    private SigningRequest(byte[] der, byte[] publicKeyInfo, byte[] publicKeyBits, string subject, string keyAlgorithm, AlternativeNames names)
    {
        Encoded = der;
        PublicKeyInfo = publicKeyInfo;
        PublicKeyBits = publicKeyBits;
        Subject = subject;
        KeyAlgorithm = keyAlgorithm;
        Names = names;
    }

    public byte[] Encoded { get; }

    public byte[] PublicKeyInfo { get; }

    public byte[] PublicKeyBits { get; }

    public string Subject { get; }

    public string KeyAlgorithm { get; }

    public int KeySize { get; private init; }

    /// <summary>The names that it asks for.</summary>
    public AlternativeNames Names { get; }

    /// <summary>
    /// Makes a request for an order, signed with the key. It asks for the uses as well as the names, since an authority that copies what
    /// is asked for adds none of its own.
    /// </summary>
    public static SigningRequest Create(CertificateOrder order, PrivateKey key)
    {
        AgentNames.Check(order);
        byte[] extensions = Der.Sequence(
            CertificateEncoder.KeyUsage(CertificateIssuer.KeyUsages(key.Kind.CurveOid is null)),
            CertificateEncoder.ExtendedKeyUsage(CertificateIssuer.Uses(order.Role)),
            CertificateEncoder.Extension(
                Oids.AlternativeNames, false, CertificateEncoder.AlternativeNames(AgentNames.DnsNames(order), AgentNames.IPAddresses(order))));
        byte[] content = Der.Sequence(
            Der.Integer(0),
            CertificateEncoder.Name(AgentNames.CommonName(order)),
            key.PublicKeyInfo,
            Der.Context(0, Der.Sequence(Der.ObjectIdentifier(Oids.ExtensionRequest), Der.SetOf(extensions))));
        return Parse(CertificateEncoder.Sign(content, key), string.Empty);
    }

    /// <summary>Reads a request from a file.</summary>
    /// <exception cref="ConsulSecurityException"><c>RequestUnreadable</c>, <c>RequestSignatureWrong</c>, <c>RequestKeyWeak</c>.</exception>
    public static SigningRequest Read(string path)
    {
        byte[] content = SafeFile.Read(path);
        try
        {
            byte[]? der = Pem.IsPem(content)
                ? Pem.Decode(Encoding.ASCII.GetString(content)).FirstOrDefault(block => block.Label.EndsWith("CERTIFICATE REQUEST", StringComparison.Ordinal))?.Content
                : content;
            return Parse(der ?? throw CertificateErrors.RequestUnreadable(path), path);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or System.IO.IOException or ArgumentException)
        {
            throw CertificateErrors.RequestUnreadable(path, exception);
        }
    }

    public string ToPem() => Pem.Encode("CERTIFICATE REQUEST", Encoded);

    public ConsulCertificateRequest ToModel(string? path, string? keyPath) => new()
    {
        Path = path,
        KeyPath = keyPath,
        Subject = Subject,
        DnsNames = Names.DnsNames,
        IPAddresses = Names.IPAddresses,
        KeyAlgorithm = KeyAlgorithm,
        PublicKeyFingerprint = Hex.Sha256(PublicKeyInfo),
        Pem = ToPem(),
    };

    private static SigningRequest Parse(byte[] der, string path)
    {
        DerReader content = new DerReader(der).Enter(DerReader.Sequence).Enter(DerReader.Sequence);
        content.Enter(DerReader.Integer);
        string subject = new X500DistinguishedName(content.ReadEncoded()).Name;
        byte[] publicKeyInfo = content.ReadEncoded();
        using ForeignPublicKey key = ForeignPublicKey.Parse(publicKeyInfo);
        if (!key.IsStrong)
        {
            throw CertificateErrors.RequestKeyWeak(path, key.Name);
        }

        if (!Signatures.Verify(der, key.Ecdsa, key.Rsa))
        {
            throw CertificateErrors.RequestSignatureWrong(path);
        }

        return new SigningRequest(der, publicKeyInfo, key.Bits, subject, key.Name, NamesOf(content)) { KeySize = key.Size };
    }

    private static AlternativeNames NamesOf(DerReader content)
    {
        if (content.PeekTag() != 0xA0)
        {
            return AlternativeNames.None;
        }

        DerReader attributes = content.Enter(0xA0);
        while (!attributes.AtEnd)
        {
            DerReader attribute = attributes.Enter(DerReader.Sequence);
            if (attribute.ReadObjectIdentifier() == Oids.ExtensionRequest)
            {
                return NamesOfExtensions(attribute.Enter(DerReader.Set).Enter(DerReader.Sequence));
            }
        }

        return AlternativeNames.None;
    }

    private static AlternativeNames NamesOfExtensions(DerReader extensions)
    {
        while (!extensions.AtEnd)
        {
            DerReader extension = extensions.Enter(DerReader.Sequence);
            if (extension.ReadObjectIdentifier() == Oids.AlternativeNames)
            {
                if (extension.PeekTag() != DerReader.OctetString)
                {
                    extension.ReadEncoded();
                }

                return AlternativeNames.Parse(extension.ReadOctetString());
            }
        }

        return AlternativeNames.None;
    }
}
