using System;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>A private key on one of the curves P-256, P-384 and P-521.</summary>
internal sealed class EcPrivateKey : PrivateKey
{
    private readonly ECDsa _key;
    private readonly ECParameters _parameters;

    private EcPrivateKey(KeyKind kind, ECDsa key)
        : base(kind)
    {
        _key = key;
        _parameters = key.ExportParameters(includePrivateParameters: true);
        PublicKeyBits = Point(_parameters.Q);
        PublicKeyInfo = Der.Sequence(AlgorithmIdentifier(kind), Der.BitString(PublicKeyBits));
        SignatureAlgorithm = Der.Sequence(Der.ObjectIdentifier(kind.SignatureOid));
    }

    public override byte[] PublicKeyInfo { get; }

    public override byte[] PublicKeyBits { get; }

    public override byte[] SignatureAlgorithm { get; }

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
        byte[] r = new byte[both.Length / 2];
        byte[] s = new byte[both.Length / 2];
        Buffer.BlockCopy(both, 0, r, 0, r.Length);
        Buffer.BlockCopy(both, r.Length, s, 0, s.Length);
        return Der.Sequence(Der.Integer(r), Der.Integer(s));
    }

    public override byte[] ExportTraditional() => Der.Sequence(
        Der.Integer(1),
        Der.OctetString(_parameters.D!),
        Der.Context(0, Der.ObjectIdentifier(Kind.CurveOid!)),
        Der.Context(1, Der.BitString(PublicKeyBits)));

    public override byte[] ExportPkcs8()
    {
        byte[] inner = Der.Sequence(Der.Integer(1), Der.OctetString(_parameters.D!), Der.Context(1, Der.BitString(PublicKeyBits)));
        return Der.Sequence(Der.Integer(0), AlgorithmIdentifier(Kind), Der.OctetString(inner));
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

    private static byte[] AlgorithmIdentifier(KeyKind kind) =>
        Der.Sequence(Der.ObjectIdentifier(Oids.EcPublicKey), Der.ObjectIdentifier(kind.CurveOid!));
}
