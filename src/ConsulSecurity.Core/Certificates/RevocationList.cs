using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>Makes certificate revocation lists (X.509 version 2), each going on from the one before.</summary>
internal static class RevocationList
{
    /// <summary>A list with everything on <paramref name="previous"/> and the serial numbers given.</summary>
    public static ConsulCertificateRevocationList Create(
        SigningAuthority authority, IEnumerable<string> serialNumbers, byte[]? previous, string? path, DateTimeOffset now, TimeSpan validity)
    {
        (Dictionary<string, byte[]> entries, byte[] number) = previous is null ? ([], [0]) : Entries(previous);
        foreach (string serial in serialNumbers.Select(Normal).Where(serial => !entries.ContainsKey(serial)))
        {
            entries[serial] = Der.Time(now);
        }

        byte[] listNumber = Next(number);
        byte[] der = Encode(authority, entries, listNumber, now, validity);
        return new ConsulCertificateRevocationList
        {
            Path = path,
            Issuer = authority.Certificate.Subject,
            Number = new BigInteger([.. listNumber.Reverse(), 0]).ToString(CultureInfo.InvariantCulture),
            ThisUpdate = now,
            NextUpdate = now + validity,
            SerialNumbers = [.. entries.Keys],
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
            using ForeignPublicKey key = ForeignPublicKey.Parse(authority.Key.PublicKeyInfo);
            return Signatures.Verify(der, key.Ecdsa, key.Rsa) ? der : throw CertificateErrors.RevocationListForeign(path, authority.Path);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or CryptographicException)
        {
            throw CertificateErrors.RevocationListUnreadable(path, exception);
        }
    }

    private static byte[] Encode(
        SigningAuthority authority, Dictionary<string, byte[]> entries, byte[] number, DateTimeOffset now, TimeSpan validity)
    {
        byte[] extensions = Der.Sequence(
            CertificateEncoder.Extension(Oids.AuthorityKeyId, false, CertificateEncoder.AuthorityKeyId(authority.KeyId)),
            CertificateEncoder.Extension(Oids.CrlNumber, false, Der.Integer(number)));
        byte[] revoked = Der.Sequence([.. entries.Select(entry => Der.Sequence(Der.Integer(Hex.Parse(entry.Key)), entry.Value))]);
        return CertificateEncoder.Sign(
            Der.Sequence(
                Der.Integer(1),
                authority.Key.SignatureAlgorithm,
                authority.Subject,
                Der.Time(now),
                Der.Time(now + validity),
                entries.Count > 0 ? revoked : [],
                Der.Context(0, extensions)),
            authority.Key);
    }

    /// <summary>Serial numbers with the encoded time of their revocation, and the number of the list.</summary>
    private static (Dictionary<string, byte[]> Entries, byte[] Number) Entries(byte[] list)
    {
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        DerReader content = new DerReader(list).Enter(DerReader.Sequence).Enter(DerReader.Sequence);

        // version, algorithm, issuer, this update, next update
        for (int i = 0; i < 5; i++)
        {
            content.ReadEncoded();
        }

        if (content.PeekTag() == DerReader.Sequence)
        {
            DerReader revoked = content.Enter(DerReader.Sequence);
            while (!revoked.AtEnd)
            {
                DerReader entry = revoked.Enter(DerReader.Sequence);
                entries[Normal(Hex.Of(entry.Enter(DerReader.Integer).Rest()))] = entry.ReadEncoded();
            }
        }

        return (entries, ListNumber(content));
    }

    private static byte[] ListNumber(DerReader content)
    {
        DerReader extensions = content.Enter(0xA0).Enter(DerReader.Sequence);
        while (!extensions.AtEnd)
        {
            DerReader extension = extensions.Enter(DerReader.Sequence);
            if (extension.ReadObjectIdentifier() == Oids.CrlNumber)
            {
                return new DerReader(extension.ReadOctetString()).Enter(DerReader.Integer).Rest();
            }
        }

        return [0];
    }

    private static byte[] Next(byte[] number)
    {
        byte[] next = [0, .. number];
        int digit = next.Length - 1;
        while (next[digit] == byte.MaxValue)
        {
            next[digit--] = 0;
        }

        next[digit]++;
        return next;
    }

    private static string Normal(string serial)
    {
        string digits = serial.Replace(":", string.Empty).TrimStart('0').ToLowerInvariant();
        return digits.Length % 2 == 0 ? digits : "0" + digits;
    }
}
