using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ConsulSecurity.Platform;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace ConsulSecurity.Certificates;

/// <summary>Makes certificate revocation lists (X.509 version 2), each going on from the one before.</summary>
internal static class RevocationList
{
    /// <summary>A list with everything on <paramref name="previous"/> and the serial numbers given.</summary>
    public static ConsulCertificateRevocationList Create(
        SigningAuthority authority, IEnumerable<string> serialNumbers, byte[]? previous, string? path, DateTimeOffset now, TimeSpan validity)
    {
        CertificateList? before = previous is null ? null : CertificateList.GetInstance(Asn1Object.FromByteArray(previous));
        var entries = before?.GetRevokedCertificates().ToDictionary(entry => entry.UserCertificate.Value, entry => entry.RevocationDate.ToDateTime())
            ?? [];
        foreach (string serial in serialNumbers)
        {
            var number = new BigInteger(serial, 16);
            if (!entries.ContainsKey(number))
            {
                entries[number] = now.UtcDateTime;
            }
        }

        BigInteger listNumber = NumberOf(before)?.Add(BigInteger.One) ?? BigInteger.One;
        byte[] der = Encode(authority, entries, listNumber, now, validity);
        return new ConsulCertificateRevocationList
        {
            Path = path,
            Issuer = authority.Certificate.Subject,
            Number = listNumber.ToString(),
            ThisUpdate = now,
            NextUpdate = now + validity,
            SerialNumbers = [.. entries.Keys.Select(SerialText)],
            Pem = Pem.Encode("X509 CRL", der),
        };
    }

    /// <summary>The DER of a list in a file, PEM or DER, checked against the authority that is about to go on with it.</summary>
    /// <exception cref="ConsulSecurityException"><c>RevocationListUnreadable</c> or <c>RevocationListForeign</c>.</exception>
    public static byte[] Read(string path, SigningAuthority authority)
    {
        byte[] content = SafeFile.Read(path);
        try
        {
            byte[] der = Pem.IsPem(content)
                ? Pem.Decode(Encoding.ASCII.GetString(content)).First(block => block.Label == "X509 CRL").Content
                : content;
            using ForeignPublicKey key = ForeignPublicKey.Parse(authority.Key.PublicKeyInfo.GetEncoded());
            return Signatures.Verify(der, key.Ecdsa, key.Rsa) ? der : throw CertificateErrors.RevocationListForeign(path, authority.Path);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or CryptographicException)
        {
            throw CertificateErrors.RevocationListUnreadable(path, exception);
        }
    }

    private static byte[] Encode(
        SigningAuthority authority, Dictionary<BigInteger, DateTime> entries, BigInteger number, DateTimeOffset now, TimeSpan validity)
    {
        var parts = new List<Asn1Encodable>
        {
            new DerInteger(1),
            authority.Key.SignatureAlgorithm,
            authority.Subject,
            CertificateEncoder.Time(now),
            CertificateEncoder.Time(now + validity),
        };
        if (entries.Count > 0)
        {
            parts.Add(new DerSequence(
                [.. entries.Select(entry => new DerSequence(new DerInteger(entry.Key), CertificateEncoder.Time(entry.Value)))]));
        }

        parts.Add(new DerTaggedObject(true, 0, new DerSequence(
            CertificateEncoder.Extension(Oids.AuthorityKeyId, false, CertificateEncoder.AuthorityKeyId(authority.KeyId)),
            CertificateEncoder.Extension(Oids.CrlNumber, false, new DerInteger(number)))));
        return CertificateEncoder.Sign(new DerSequence([.. parts]), authority.Key);
    }

    private static BigInteger? NumberOf(CertificateList? list) =>
        list?.TbsCertList.Extensions?.GetExtension(new DerObjectIdentifier(Oids.CrlNumber)) is X509Extension extension
            ? DerInteger.GetInstance(Asn1Object.FromByteArray(extension.Value.GetOctets())).Value
            : null;

    private static string SerialText(BigInteger number)
    {
        string hex = number.ToString(16).ToLower(CultureInfo.InvariantCulture);
        return hex.Length % 2 == 0 ? hex : "0" + hex;
    }
}
