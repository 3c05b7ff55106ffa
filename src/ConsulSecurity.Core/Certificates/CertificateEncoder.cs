using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Math;

namespace ConsulSecurity.Certificates;

/// <summary>Puts certificates together out of ASN.1 and has the authority's key sign them.</summary>
internal static class CertificateEncoder
{
    private static readonly DerInteger s_version3 = new(2);
    private static readonly DerBoolean s_true = DerBoolean.True;

    /// <summary>Encodes and signs a certificate.</summary>
    /// <param name="content">What stands in it.</param>
    /// <param name="serialNumber">See <see cref="NewSerialNumber"/>.</param>
    /// <param name="publicKeyInfo">The key that it certifies.</param>
    /// <param name="publicKeyBits">The same key's bits, for its identifier.</param>
    /// <param name="issuer">The authority's subject, byte for byte as its own certificate has it: Go compares bytes.</param>
    /// <param name="issuerKeyId">The authority's key identifier; null if it has none.</param>
    /// <param name="signer">The authority's key.</param>
    public static byte[] Encode(
        CertificateContent content,
        BigInteger serialNumber,
        Asn1Encodable publicKeyInfo,
        byte[] publicKeyBits,
        Asn1Encodable issuer,
        byte[]? issuerKeyId,
        PrivateKey signer)
    {
        var certificate = new DerSequence(
            new DerTaggedObject(true, 0, s_version3),
            new DerInteger(serialNumber),
            signer.SignatureAlgorithm,
            issuer,
            new DerSequence(Time(content.NotBefore), Time(content.NotAfter)),
            Name(content.CommonName),
            publicKeyInfo,
            new DerTaggedObject(true, 3, new DerSequence(Extensions(content, publicKeyBits, issuerKeyId).ToArray())));
        return Sign(certificate, signer);
    }

    /// <summary>A signed structure: the content, the algorithm and the signature.</summary>
    public static byte[] Sign(Asn1Encodable content, PrivateKey signer)
    {
        byte[] encoded = content.GetEncoded();
        return new DerSequence(Asn1Object.FromByteArray(encoded), signer.SignatureAlgorithm, new DerBitString(signer.Sign(encoded))).GetEncoded();
    }

    /// <summary>127 random bits, never zero.</summary>
    public static BigInteger NewSerialNumber(RandomNumberGenerator random)
    {
        byte[] bytes = new byte[16];
        random.GetBytes(bytes);
        bytes[0] &= 0x7F;
        bytes[15] |= 1;
        return new BigInteger(1, bytes);
    }

    /// <summary>The first 20 bytes of the SHA-256 of the key's bits (RFC 7093, method 1).</summary>
    public static byte[] KeyId(byte[] publicKeyBits)
    {
        using SHA256 sha = SHA256.Create();
        return sha.ComputeHash(publicKeyBits).Take(20).ToArray();
    }

    public static Asn1Encodable Name(string commonName) =>
        new DerSequence(new DerSet(new DerSequence(new DerObjectIdentifier(Oids.CommonName), new DerUtf8String(commonName))));

    public static Asn1Encodable Time(DateTimeOffset moment) => new Org.BouncyCastle.Asn1.X509.Time(moment.UtcDateTime);

    public static Asn1Encodable AlternativeNames(IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses) => new DerSequence(
    [
        .. dnsNames.Select(name => new DerTaggedObject(false, 2, new DerIA5String(name))),
        .. addresses.Select(address => new DerTaggedObject(false, 7, new DerOctetString(address.GetAddressBytes()))),
    ]);

    public static Asn1Encodable AuthorityKeyId(byte[] keyId) => new DerSequence(new DerTaggedObject(false, 0, new DerOctetString(keyId)));

    public static Asn1Encodable Extension(string oid, bool critical, Asn1Encodable value)
    {
        var identifier = new DerObjectIdentifier(oid);
        var octets = new DerOctetString(value.GetEncoded());
        return critical ? new DerSequence(identifier, s_true, octets) : new DerSequence(identifier, octets);
    }

    public static Asn1Encodable KeyUsage(X509KeyUsageFlags usages)
    {
        // .NET's flags are the bits of the first byte as DER has them; only decipherOnly lies in a second one, and nobody here needs it.
        int bits = (int)usages & 0xFF;
        int unused = 0;
        while (unused < 7 && (bits >> unused & 1) == 0)
        {
            unused++;
        }

        return new DerBitString([(byte)bits], unused);
    }

    private static IEnumerable<Asn1Encodable> Extensions(CertificateContent content, byte[] publicKeyBits, byte[]? issuerKeyId)
    {
        byte[] keyId = KeyId(publicKeyBits);
        yield return Extension(Oids.KeyUsage, true, KeyUsage(content.KeyUsages));
        if (content.ExtendedKeyUsages.Count > 0)
        {
            yield return Extension(Oids.ExtendedKeyUsage, false, new DerSequence([.. content.ExtendedKeyUsages.Select(oid => new DerObjectIdentifier(oid))]));
        }

        yield return Extension(Oids.BasicConstraints, true, BasicConstraints(content));
        yield return Extension(Oids.SubjectKeyId, false, new DerOctetString(keyId));
        if (issuerKeyId is not null)
        {
            yield return Extension(Oids.AuthorityKeyId, false, AuthorityKeyId(issuerKeyId));
        }

        if (content.PermittedNames.Count > 0)
        {
            yield return Extension(Oids.NameConstraints, true, NameConstraints(content.PermittedNames));
        }

        if (content.DnsNames.Count + content.IPAddresses.Count > 0)
        {
            yield return Extension(Oids.AlternativeNames, false, AlternativeNames(content.DnsNames, content.IPAddresses));
        }
    }

    private static DerSequence BasicConstraints(CertificateContent content) => content switch
    {
        { IsAuthority: false } => new DerSequence(),
        { PathLength: int length } => new DerSequence(s_true, new DerInteger(length)),
        _ => new DerSequence(s_true),
    };

    private static DerSequence NameConstraints(IEnumerable<string> permitted) => new(new DerTaggedObject(
        false, 0, new DerSequence([.. permitted.Select(name => new DerSequence(new DerTaggedObject(false, 2, new DerIA5String(name))))])));
}
