using System;
using System.Linq;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>What goes with a kind of key: its name, its curve, its hash and the identifier of its signatures.</summary>
internal sealed record KeyKind
{
    private static readonly KeyKind[] s_curves =
    [
        new() { Name = "EC P-256", Bits = 256, CurveOid = Oids.P256, Hash = HashAlgorithmName.SHA256, SignatureOid = Oids.EcdsaSha256 },
        new() { Name = "EC P-384", Bits = 384, CurveOid = Oids.P384, Hash = HashAlgorithmName.SHA384, SignatureOid = Oids.EcdsaSha384 },
        new() { Name = "EC P-521", Bits = 521, CurveOid = Oids.P521, Hash = HashAlgorithmName.SHA512, SignatureOid = Oids.EcdsaSha512 },
    ];

    public string Name { get; private init; } = string.Empty;

    public int Bits { get; private init; }

    /// <summary>Null for RSA.</summary>
    public string? CurveOid { get; private init; }

    public HashAlgorithmName Hash { get; private init; }

    public string SignatureOid { get; private init; } = string.Empty;

    public bool IsRsa => CurveOid is null;

    /// <summary>The length of a coordinate on the curve.</summary>
    public int FieldBytes => (Bits + 7) / 8;

    public static KeyKind Of(CertificateKeyAlgorithm algorithm) => algorithm switch
    {
        CertificateKeyAlgorithm.EcP256 => s_curves[0],
        CertificateKeyAlgorithm.EcP384 => s_curves[1],
        CertificateKeyAlgorithm.EcP521 => s_curves[2],
        CertificateKeyAlgorithm.Rsa2048 => Rsa(2048),
        CertificateKeyAlgorithm.Rsa3072 => Rsa(3072),
        CertificateKeyAlgorithm.Rsa4096 => Rsa(4096),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    public static KeyKind Rsa(int bits) => new() { Name = "RSA " + bits, Bits = bits, Hash = HashAlgorithmName.SHA256, SignatureOid = Oids.RsaSha256 };

    /// <summary>The kind with that curve; null for curves that neither Go's TLS nor we use.</summary>
    public static KeyKind? OfCurve(string? oid) => s_curves.FirstOrDefault(kind => kind.CurveOid == oid);

    public static KeyKind? OfCurveBits(int bits) => s_curves.FirstOrDefault(kind => kind.Bits == bits);
}
