using System;
using System.Linq;
using System.Security.Cryptography;

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
        PublicKeyBits = Der.Sequence(Der.Integer(_parameters.Modulus!), Der.Integer(_parameters.Exponent!));
    }

    public override byte[] PublicKeyInfo => Der.Sequence(AlgorithmIdentifier(), Der.BitString(PublicKeyBits));

    public override byte[] PublicKeyBits { get; }

    public override byte[] SignatureAlgorithm => Der.Sequence(Der.ObjectIdentifier(Kind.SignatureOid), Der.Null);

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

    public override byte[] ExportTraditional() => Der.Sequence(
    [
        Der.Integer(0),
        .. new[]
        {
            _parameters.Modulus, _parameters.Exponent, _parameters.D, _parameters.P,
            _parameters.Q, _parameters.DP, _parameters.DQ, _parameters.InverseQ,
        }.Select(number => Der.Integer(number!)),
    ]);

    public override byte[] ExportPkcs8() =>
        Der.Sequence(Der.Integer(0), AlgorithmIdentifier(), Der.OctetString(ExportTraditional()));

    public override PrivateKey Clone() => FromNumbers(_parameters);

    public override void Dispose()
    {
        foreach (byte[]? secret in new[] { _parameters.D, _parameters.P, _parameters.Q, _parameters.DP, _parameters.DQ, _parameters.InverseQ })
        {
            Array.Clear(secret!, 0, secret!.Length);
        }

        _key.Dispose();
    }

    private static byte[] AlgorithmIdentifier() => Der.Sequence(Der.ObjectIdentifier(Oids.Rsa), Der.Null);
}
