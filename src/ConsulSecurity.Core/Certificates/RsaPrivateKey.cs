using System;
using System.Linq;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Math;

namespace ConsulSecurity.Certificates;

/// <summary>An RSA private key.</summary>
internal sealed class RsaPrivateKey : PrivateKey
{
    // On .NET Framework only this overload makes a key of the size asked for; netstandard2.0 does not list it.
    private static readonly Func<int, RSA> s_create = (Func<int, RSA>)typeof(RSA)
        .GetMethod(nameof(RSA.Create), [typeof(int)])!.CreateDelegate(typeof(Func<int, RSA>));

    private readonly RSA _key;
    private readonly RSAParameters _parameters;

    private RsaPrivateKey(RSA key)
        : base(KeyKind.Rsa(key.KeySize))
    {
        _key = key;
        _parameters = key.ExportParameters(includePrivateParameters: true);
        PublicKeyBits = new DerSequence(Integer(_parameters.Modulus), Integer(_parameters.Exponent)).GetEncoded();
    }

    public override Asn1Encodable PublicKeyInfo => new DerSequence(AlgorithmIdentifier(), new DerBitString(PublicKeyBits));

    public override byte[] PublicKeyBits { get; }

    public override Asn1Encodable SignatureAlgorithm => new DerSequence(new DerObjectIdentifier(Kind.SignatureOid), DerNull.Instance);

    public override string TraditionalLabel => "RSA PRIVATE KEY";

    public static RsaPrivateKey Generate(int bits) => new(s_create(bits));

    /// <summary>Takes a key from its numbers.</summary>
    /// <exception cref="CryptographicException">They are not a key.</exception>
    public static RsaPrivateKey FromNumbers(RSAParameters parameters)
    {
        RSA key = RSA.Create();
        key.ImportParameters(parameters);
        return new RsaPrivateKey(key);
    }

    public override byte[] Sign(byte[] data) => _key.SignData(data, Kind.Hash, RSASignaturePadding.Pkcs1);

    public override byte[] ExportTraditional() => new DerSequence(
    [
        new DerInteger(0),
        .. new[]
        {
            _parameters.Modulus, _parameters.Exponent, _parameters.D, _parameters.P,
            _parameters.Q, _parameters.DP, _parameters.DQ, _parameters.InverseQ,
        }.Select(Integer),
    ]).GetEncoded();

    public override byte[] ExportPkcs8() =>
        new DerSequence(new DerInteger(0), AlgorithmIdentifier(), new DerOctetString(ExportTraditional())).GetEncoded();

    public override PrivateKey Clone() => FromNumbers(_parameters);

    public override void Dispose()
    {
        foreach (byte[]? secret in new[] { _parameters.D, _parameters.P, _parameters.Q, _parameters.DP, _parameters.DQ, _parameters.InverseQ })
        {
            Array.Clear(secret!, 0, secret!.Length);
        }

        _key.Dispose();
    }

    private static DerSequence AlgorithmIdentifier() => new(new DerObjectIdentifier(Oids.Rsa), DerNull.Instance);

    private static DerInteger Integer(byte[]? bytes) => new(new BigInteger(1, bytes!));
}
