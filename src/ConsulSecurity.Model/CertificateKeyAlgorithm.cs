namespace ConsulSecurity;

/// <summary>The kinds of keys that are made for certificates.</summary>
public enum CertificateKeyAlgorithm
{
    /// <summary>Elliptic curve P-256, as <c>consul tls</c> makes; the fastest.</summary>
    EcP256,

    /// <summary>Elliptic curve P-384.</summary>
    EcP384,

    /// <summary>Elliptic curve P-521.</summary>
    EcP521,

    /// <summary>RSA with 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA with 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA with 4096 bits.</summary>
    Rsa4096,
}
