using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>Verifies signatures with the platform, and translates ECDSA's between the platform's form and that of certificates.</summary>
internal static class Signatures
{
    private static readonly Dictionary<string, (string Name, HashAlgorithmName Hash, bool IsRsa)> s_known = new(StringComparer.Ordinal)
    {
        [Oids.EcdsaSha256] = ("ECDSA SHA-256", HashAlgorithmName.SHA256, false),
        [Oids.EcdsaSha384] = ("ECDSA SHA-384", HashAlgorithmName.SHA384, false),
        [Oids.EcdsaSha512] = ("ECDSA SHA-512", HashAlgorithmName.SHA512, false),
        [Oids.RsaSha256] = ("RSA SHA-256", HashAlgorithmName.SHA256, true),
        [Oids.RsaSha384] = ("RSA SHA-384", HashAlgorithmName.SHA384, true),
        [Oids.RsaSha512] = ("RSA SHA-512", HashAlgorithmName.SHA512, true),
        ["1.2.840.10045.4.1"] = ("ECDSA SHA-1", HashAlgorithmName.SHA1, false),
        ["1.2.840.113549.1.1.5"] = ("RSA SHA-1", HashAlgorithmName.SHA1, true),
        ["1.2.840.113549.1.1.4"] = ("RSA MD5", HashAlgorithmName.MD5, true),
    };

    /// <summary>A name for people; the identifier itself if it is not known.</summary>
    public static string NameOf(string oid) => s_known.TryGetValue(oid, out var known) ? known.Name : oid;

    /// <summary>Whether the signature's hash is SHA-256 or a longer one of its family.</summary>
    public static bool IsStrong(string name) => name.EndsWith("SHA-256", StringComparison.Ordinal)
        || name.EndsWith("SHA-384", StringComparison.Ordinal) || name.EndsWith("SHA-512", StringComparison.Ordinal);

    /// <summary>Verifies a signed structure (certificate, request, list): content, algorithm, signature.</summary>
    /// <returns>False as well for algorithms that are not known and bytes that are damaged.</returns>
    public static bool Verify(byte[] signed, ECDsa? ecdsa, RSA? rsa)
    {
        try
        {
            DerReader outer = new DerReader(signed).Enter(DerReader.Sequence);
            byte[] content = outer.ReadEncoded();
            string oid = outer.Enter(DerReader.Sequence).ReadObjectIdentifier();
            byte[] signature = outer.ReadBitString();
            if (!s_known.TryGetValue(oid, out var algorithm))
            {
                return false;
            }

            return algorithm.IsRsa
                ? rsa?.VerifyData(content, signature, algorithm.Hash, RSASignaturePadding.Pkcs1) ?? false
                : ecdsa?.VerifyData(content, ToFixedLength(signature, (ecdsa.KeySize + 7) / 8), algorithm.Hash) ?? false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] ToFixedLength(byte[] der, int fieldBytes)
    {
        DerReader pair = new DerReader(der).Enter(DerReader.Sequence);
        byte[] both = new byte[2 * fieldBytes];
        for (int i = 1; i <= 2; i++)
        {
            byte[] number = pair.Enter(DerReader.Integer).Rest();
            int skip = Math.Max(0, number.Length - fieldBytes);
            if (skip > 1 || (skip == 1 && number[0] != 0))
            {
                throw new CryptographicException("The signature is longer than its curve allows.");
            }

            Buffer.BlockCopy(number, skip, both, (i * fieldBytes) - (number.Length - skip), number.Length - skip);
        }

        return both;
    }
}
