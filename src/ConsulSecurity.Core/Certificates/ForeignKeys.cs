using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace ConsulSecurity.Certificates;

/// <summary>Takes what BouncyCastle decoded over to the platform's keys.</summary>
internal static class ForeignKeys
{
    /// <exception cref="ConsulSecurityException"><c>KeyMissing</c> or <c>KeyNotSupported</c>.</exception>
    public static PrivateKey ToPlatform(object? decoded, string path) => decoded switch
    {
        AsymmetricCipherKeyPair pair => ToPlatform(pair.Private, path),
        RsaPrivateCrtKeyParameters rsa => RsaPrivateKey.FromNumbers(DotNetUtilities.ToRSAParameters(rsa)),
        ECPrivateKeyParameters ec => FromCurve(ec, path),
        null => throw CertificateErrors.KeyMissing(path),
        _ => throw CertificateErrors.KeyNotSupported(path),
    };

    private static EcPrivateKey FromCurve(ECPrivateKeyParameters key, string path)
    {
        KeyKind kind = KeyKind.OfCurve(key.PublicKeyParamSet?.Id) ?? throw CertificateErrors.KeyNotSupported(path);

        // The public point is made anew: some files leave it out, and one that does not fit would make wrong signatures.
        Org.BouncyCastle.Math.EC.ECPoint point = key.Parameters.G.Multiply(key.D).Normalize();
        return EcPrivateKey.FromNumbers(
            kind, Fixed(key.D, kind), Fixed(point.AffineXCoord.ToBigInteger(), kind), Fixed(point.AffineYCoord.ToBigInteger(), kind));
    }

    private static byte[] Fixed(BigInteger number, KeyKind kind)
    {
        byte[] bytes = number.ToByteArrayUnsigned();
        byte[] padded = new byte[kind.FieldBytes];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        return padded;
    }
}
