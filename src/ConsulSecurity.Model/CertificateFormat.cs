namespace ConsulSecurity;

/// <summary>The forms that certificates are written in.</summary>
public enum CertificateFormat
{
    /// <summary>PKCS #12: certificate, chain and key in one encrypted file, for browsers and Windows stores.</summary>
    Pfx,

    /// <summary>Text: the certificate and its chain, without the key.</summary>
    Pem,

    /// <summary>Bytes: the certificate alone.</summary>
    Der,
}
