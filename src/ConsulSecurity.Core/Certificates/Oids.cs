namespace ConsulSecurity.Certificates;

/// <summary>The object identifiers that certificates of ours and of others have.</summary>
internal static class Oids
{
    public const string EcPublicKey = "1.2.840.10045.2.1";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string P521 = "1.3.132.0.35";
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";
    public const string RsaSha256 = "1.2.840.113549.1.1.11";
    public const string RsaSha384 = "1.2.840.113549.1.1.12";
    public const string RsaSha512 = "1.2.840.113549.1.1.13";

    public const string CommonName = "2.5.4.3";
    public const string SubjectKeyId = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string AlternativeNames = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string CrlNumber = "2.5.29.20";
    public const string ReasonCode = "2.5.29.21";
    public const string NameConstraints = "2.5.29.30";
    public const string AuthorityKeyId = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    public const string Pbes2 = "1.2.840.113549.1.5.13";
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";
    public const string HmacSha256 = "1.2.840.113549.2.9";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    public const string Pkcs7Data = "1.2.840.113549.1.7.1";
    public const string Pkcs7EncryptedData = "1.2.840.113549.1.7.6";
    public const string PfxKeyBag = "1.2.840.113549.1.12.10.1.2";
    public const string PfxCertificateBag = "1.2.840.113549.1.12.10.1.3";
    public const string PfxX509Certificate = "1.2.840.113549.1.9.22.1";
    public const string FriendlyName = "1.2.840.113549.1.9.20";
    public const string LocalKeyId = "1.2.840.113549.1.9.21";
    public const string ExtensionRequest = "1.2.840.113549.1.9.14";
}
