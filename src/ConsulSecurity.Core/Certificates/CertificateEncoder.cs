using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Certificates;

/// <summary>Puts certificates together and has the authority's key sign them.</summary>
internal static class CertificateEncoder
{
    private static readonly byte[] s_version3 = Der.Context(0, Der.Integer(2));

    /// <summary>Encodes and signs a certificate.</summary>
    /// <param name="content">What stands in it.</param>
    /// <param name="serialNumber">See <see cref="NewSerialNumber"/>.</param>
    /// <param name="publicKeyInfo">The key that it certifies.</param>
    /// <param name="publicKeyBits">The same key's bits, for its identifier.</param>
    /// <param name="issuer">The authority's subject, byte for byte as its own certificate has it: Go compares bytes.</param>
    /// <param name="issuerKeyId">The authority's key identifier.</param>
    /// <param name="signer">The authority's key.</param>
    public static byte[] Encode(
        CertificateContent content,
        byte[] serialNumber,
        byte[] publicKeyInfo,
        byte[] publicKeyBits,
        byte[] issuer,
        byte[] issuerKeyId,
        PrivateKey signer) => Sign(
        Der.Sequence(
            s_version3,
            Der.Integer(serialNumber),
            signer.SignatureAlgorithm,
            issuer,
            Der.Sequence(Der.Time(content.NotBefore), Der.Time(content.NotAfter)),
            Name(content.CommonName),
            publicKeyInfo,
            Der.Context(3, Der.Sequence([.. Extensions(content, publicKeyBits, issuerKeyId)]))),
        signer);

    /// <summary>A signed structure: the content, the algorithm and the signature.</summary>
    public static byte[] Sign(byte[] content, PrivateKey signer) =>
        Der.Sequence(content, signer.SignatureAlgorithm, Der.BitString(signer.Sign(content)));

    /// <summary>126 random bits below one that is set: positive, and of the same length however it is written.</summary>
    public static byte[] NewSerialNumber(RandomNumberGenerator random)
    {
        byte[] bytes = new byte[16];
        random.GetBytes(bytes);
        bytes[0] = (byte)((bytes[0] & 0x3F) | 0x40);
        return bytes;
    }

    /// <summary>The first 20 bytes of the SHA-256 of the key's bits (RFC 7093, method 1).</summary>
    public static byte[] KeyId(byte[] publicKeyBits)
    {
        byte[] id = Hex.Hash(publicKeyBits);
        Array.Resize(ref id, 20);
        return id;
    }

    public static byte[] Name(string commonName) =>
        Der.Sequence(Der.SetOf(Der.Sequence(Der.ObjectIdentifier(Oids.CommonName), Der.Utf8String(commonName))));

    public static byte[] AlternativeNames(IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses, IEnumerable<string>? uris = null) => Der.Sequence(
    [
        .. dnsNames.Select(name => Der.ContextText(2, name)),
        .. (uris ?? []).Select(uri => Der.ContextText(6, uri)),
        .. addresses.Select(address => Der.ContextBytes(7, address.GetAddressBytes())),
    ]);

    public static byte[] AuthorityKeyId(byte[] keyId) => Der.Sequence(Der.ContextBytes(0, keyId));

    public static byte[] Extension(string oid, bool critical, byte[] value) => critical
        ? Der.Sequence(Der.ObjectIdentifier(oid), Der.True, Der.OctetString(value))
        : Der.Sequence(Der.ObjectIdentifier(oid), Der.OctetString(value));

    public static byte[] ExtendedKeyUsage(IEnumerable<string> uses) =>
        Extension(Oids.ExtendedKeyUsage, false, Der.Sequence([.. uses.Select(Der.ObjectIdentifier)]));

    public static byte[] KeyUsage(X509KeyUsageFlags usages)
    {
        // .NET's flags are the bits of the first byte as DER has them; only decipherOnly lies in a second one, and nobody here needs it.
        int bits = (int)usages & 0xFF;
        int unused = 0;
        while (unused < 7 && ((bits >> unused) & 1) == 0)
        {
            unused++;
        }

        return Extension(Oids.KeyUsage, true, Der.BitString([(byte)bits], unused));
    }

    private static IEnumerable<byte[]> Extensions(CertificateContent content, byte[] publicKeyBits, byte[] issuerKeyId)
    {
        yield return KeyUsage(content.KeyUsages);
        if (content.ExtendedKeyUsages.Count > 0)
        {
            yield return ExtendedKeyUsage(content.ExtendedKeyUsages);
        }

        yield return Extension(Oids.BasicConstraints, true, BasicConstraints(content));
        yield return Extension(Oids.SubjectKeyId, false, Der.OctetString(KeyId(publicKeyBits)));
        yield return Extension(Oids.AuthorityKeyId, false, AuthorityKeyId(issuerKeyId));
        if (content.PermittedNames.Count > 0)
        {
            yield return Extension(Oids.NameConstraints, true, NameConstraints(content.PermittedNames));
        }

        if (content.DnsNames.Count + content.IPAddresses.Count + content.Uris.Count > 0)
        {
            yield return Extension(Oids.AlternativeNames, false, AlternativeNames(content.DnsNames, content.IPAddresses, content.Uris));
        }
    }

    private static byte[] BasicConstraints(CertificateContent content) => content switch
    {
        { IsAuthority: false } => Der.Sequence(),
        { PathLength: int length } => Der.Sequence(Der.True, Der.Integer(length)),
        _ => Der.Sequence(Der.True),
    };

    private static byte[] NameConstraints(IEnumerable<string> permitted) =>
        Der.Sequence(Der.Context(0, [.. permitted.Select(name => Der.Sequence(Der.ContextText(2, name)))]));
}
