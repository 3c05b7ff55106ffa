using System;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;

namespace ConsulSecurity.Certificates;

/// <summary>A private key on one of the curves P-256, P-384 and P-521.</summary>
internal sealed class EcPrivateKey : PrivateKey
{
    private readonly ECDsa _key;
    private readonly ECParameters _parameters;
    private readonly DerSequence _publicKeyInfo;

    private EcPrivateKey(KeyKind kind, ECDsa key)
        : base(kind)
    {
        _key = key;
        _parameters = key.ExportParameters(includePrivateParameters: true);
        PublicKeyBits = Point(_parameters.Q);
        _publicKeyInfo = new DerSequence(AlgorithmIdentifier(kind), new DerBitString(PublicKeyBits));
    }

    public override Asn1Encodable PublicKeyInfo => _publicKeyInfo;

    public override byte[] PublicKeyBits { get; }

    public override Asn1Encodable SignatureAlgorithm => new DerSequence(new DerObjectIdentifier(Kind.SignatureOid));

    public override string TraditionalLabel => "EC PRIVATE KEY";

    public static EcPrivateKey Generate(KeyKind kind) => new(kind, ECDsa.Create(ECCurve.CreateFromValue(kind.CurveOid)));

    /// <summary>Takes a key from its numbers, each as long as the curve's field.</summary>
    /// <exception cref="CryptographicException">They are not a key of that curve.</exception>
    public static EcPrivateKey FromNumbers(KeyKind kind, byte[] d, byte[] x, byte[] y) => new(kind, ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.CreateFromValue(kind.CurveOid),
        D = d,
        Q = new ECPoint { X = x, Y = y },
    }));

    public override byte[] Sign(byte[] data)
    {
        byte[] both = _key.SignData(data, Kind.Hash);
        return new DerSequence(Integer(both, 0, both.Length / 2), Integer(both, both.Length / 2, both.Length / 2)).GetEncoded();
    }

    public override byte[] ExportTraditional() => new DerSequence(
        new DerInteger(1),
        new DerOctetString(_parameters.D!),
        new DerTaggedObject(true, 0, new DerObjectIdentifier(Kind.CurveOid)),
        new DerTaggedObject(true, 1, new DerBitString(PublicKeyBits))).GetEncoded();

    public override byte[] ExportPkcs8()
    {
        var inner = new DerSequence(
            new DerInteger(1), new DerOctetString(_parameters.D!), new DerTaggedObject(true, 1, new DerBitString(PublicKeyBits)));
        return new DerSequence(new DerInteger(0), AlgorithmIdentifier(Kind), new DerOctetString(inner.GetEncoded())).GetEncoded();
    }

    public override PrivateKey Clone() => new EcPrivateKey(Kind, ECDsa.Create(_parameters));

    public override void Dispose()
    {
        Array.Clear(_parameters.D!, 0, _parameters.D!.Length);
        _key.Dispose();
    }

    private static byte[] Point(ECPoint point)
    {
        byte[] bits = new byte[1 + point.X!.Length + point.Y!.Length];
        bits[0] = 4;
        point.X.CopyTo(bits, 1);
        point.Y.CopyTo(bits, 1 + point.X.Length);
        return bits;
    }

    private static DerSequence AlgorithmIdentifier(KeyKind kind) =>
        new(new DerObjectIdentifier(Oids.EcPublicKey), new DerObjectIdentifier(kind.CurveOid));

    private static DerInteger Integer(byte[] bytes, int start, int length) =>
        new(new Org.BouncyCastle.Math.BigInteger(1, bytes, start, length));
}
