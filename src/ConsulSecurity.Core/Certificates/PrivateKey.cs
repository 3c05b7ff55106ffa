using System;

namespace ConsulSecurity.Certificates;

/// <summary>A private key of the platform (OpenSSL, CNG), with the encodings that files and certificates want.</summary>
internal abstract class PrivateKey : IDisposable
{
    private protected PrivateKey(KeyKind kind) => Kind = kind;

    public KeyKind Kind { get; }

    /// <summary>The public half as certificates carry it (SubjectPublicKeyInfo).</summary>
    public abstract byte[] PublicKeyInfo { get; }

    /// <summary>The bytes of the public key alone: what key identifiers are made of.</summary>
    public abstract byte[] PublicKeyBits { get; }

    /// <summary>The algorithm of <see cref="Sign"/> as certificates name it.</summary>
    public abstract byte[] SignatureAlgorithm { get; }

    /// <summary>The label of <see cref="ExportTraditional"/> in a PEM file.</summary>
    public abstract string TraditionalLabel { get; }

    public static PrivateKey Generate(CertificateKeyAlgorithm algorithm)
    {
        KeyKind kind = KeyKind.Of(algorithm);
        return kind.IsRsa ? RsaPrivateKey.Generate(kind.Bits) : EcPrivateKey.Generate(kind);
    }

    /// <summary>The SHA-256 of the public key info, the same as in <see cref="ConsulCertificate.PublicKeyFingerprint"/>.</summary>
    public string Fingerprint() => Hex.Sha256(PublicKeyInfo);

    /// <summary>Signs with the hash that goes with the key; the signature as certificates carry it.</summary>
    public abstract byte[] Sign(byte[] data);

    /// <summary>The key in the form that <c>consul tls</c> writes: SEC 1 or PKCS #1.</summary>
    public abstract byte[] ExportTraditional();

    /// <summary>The key as PKCS #8 in the clear.</summary>
    public abstract byte[] ExportPkcs8();

    /// <summary>The same key once more, for another thread: the platform's objects are for one thread at a time.</summary>
    public abstract PrivateKey Clone();

    public abstract void Dispose();

    /// <summary>What kind of key, never the key.</summary>
    public override string ToString() => Kind.Name + " private key";
}
