using System;
using System.Linq;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>A public key out of a request, given to the platform.</summary>
internal sealed class ForeignPublicKey : IDisposable
{
    public string Name { get; private init; } = string.Empty;

    /// <summary>The bits that key identifiers are made of.</summary>
    public byte[] Bits { get; private init; } = [];

    public int Size => Ecdsa?.KeySize ?? Rsa?.KeySize ?? 0;

    public ECDsa? Ecdsa { get; private init; }

    public RSA? Rsa { get; private init; }

    /// <summary>EC on one of our curves, or RSA of 2048 to 4096 bits.</summary>
    public bool IsStrong => Ecdsa is not null || Rsa?.KeySize is >= 2048 and <= 4096;

    /// <exception cref="CryptographicException">The bytes are damaged, or the point is not on its curve.</exception>
    public static ForeignPublicKey Parse(byte[] publicKeyInfo)
    {
        DerReader outer = new DerReader(publicKeyInfo).Enter(DerReader.Sequence);
        DerReader algorithm = outer.Enter(DerReader.Sequence);
        string oid = algorithm.ReadObjectIdentifier();
        byte[] bits = outer.ReadBitString();
        if (oid == Oids.Rsa)
        {
            return OfRsa(bits);
        }

        string? curve = oid == Oids.EcPublicKey && algorithm.PeekTag() == DerReader.ObjectIdentifier ? algorithm.ReadObjectIdentifier() : null;
        return KeyKind.OfCurve(curve) is KeyKind kind ? OfCurve(bits, kind) : new ForeignPublicKey { Name = curve ?? oid, Bits = bits };
    }

    public void Dispose()
    {
        Ecdsa?.Dispose();
        Rsa?.Dispose();
    }

    private static ForeignPublicKey OfRsa(byte[] bits)
    {
        DerReader numbers = new DerReader(bits).Enter(DerReader.Sequence);
        RSA rsa = RSA.Create();
        rsa.ImportParameters(new RSAParameters { Modulus = Unsigned(numbers), Exponent = Unsigned(numbers) });
        return new ForeignPublicKey { Name = "RSA " + rsa.KeySize, Bits = bits, Rsa = rsa };
    }

    private static ForeignPublicKey OfCurve(byte[] bits, KeyKind kind)
    {
        if (bits.Length != 1 + (2 * kind.FieldBytes) || bits[0] != 4)
        {
            throw new CryptographicException("The point is not in its uncompressed form.");
        }

        return new ForeignPublicKey
        {
            Name = kind.Name,
            Bits = bits,
            Ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.CreateFromValue(kind.CurveOid),
                Q = new ECPoint { X = [.. bits.Skip(1).Take(kind.FieldBytes)], Y = [.. bits.Skip(1 + kind.FieldBytes)] },
            }),
        };
    }

    private static byte[] Unsigned(DerReader numbers) => [.. numbers.Enter(DerReader.Integer).Rest().SkipWhile(value => value == 0)];
}
