using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Writes PKCS #12 with AES-256 and HMAC-SHA-256 throughout. BouncyCastle's own writer encrypts certificates with 40-bit RC2, which
/// OpenSSL 3 no longer reads.
/// </summary>
internal static class PfxWriter
{
    // .NET reads up to 300,000 of each kind and 1,000,000 in all.
    private const int Iterations = 100_000;

    /// <summary>A PFX with the certificates, that of the key first, and the key.</summary>
    /// <exception cref="ConsulSecurityException"><c>PassphraseNotAscii</c>: programs read other letters in different ways.</exception>
    public static byte[] Write(IReadOnlyList<byte[]> certificates, PrivateKey key, string friendlyName, SecureString passphrase)
    {
        using Passphrase characters = Passphrase.Of(passphrase);
        if (characters.Characters.Any(c => c is < ' ' or > '~'))
        {
            throw CertificateErrors.PassphraseNotAscii();
        }

        byte[] keyId = CertificateEncoder.KeyId(key.PublicKeyBits);
        DerSet attributes = Attributes(friendlyName, keyId);
        byte[] certificateBags = new DerSequence(
            [.. certificates.Select((der, index) => CertificateBag(der, index == 0 ? attributes : null))]).GetEncoded();
        byte[] content = new DerSequence(
            EncryptedData(certificateBags, characters.Characters),
            Data(new DerSequence(KeyBag(key, attributes, characters.Characters)).GetEncoded())).GetEncoded();
        return new DerSequence(new DerInteger(3), Data(content), Mac(content, characters.Characters)).GetEncoded();
    }

    private static DerSet Attributes(string friendlyName, byte[] keyId) => new(
        new DerSequence(PkcsObjectIdentifiers.Pkcs9AtLocalKeyID, new DerSet(new DerOctetString(keyId))),
        new DerSequence(PkcsObjectIdentifiers.Pkcs9AtFriendlyName, new DerSet(new DerBmpString(friendlyName))));

    private static DerSequence CertificateBag(byte[] der, DerSet? attributes) => Bag(
        PkcsObjectIdentifiers.CertBag,
        new DerSequence(PkcsObjectIdentifiers.X509Certificate, new DerTaggedObject(true, 0, new DerOctetString(der))),
        attributes);

    private static DerSequence KeyBag(PrivateKey key, DerSet attributes, char[] passphrase)
    {
        (Asn1Encodable algorithm, byte[] encrypted) = Pbes2.Encrypt(key.ExportPkcs8(), passphrase, Iterations);
        return Bag(PkcsObjectIdentifiers.Pkcs8ShroudedKeyBag, new DerSequence(algorithm, new DerOctetString(encrypted)), attributes);
    }

    private static DerSequence Bag(DerObjectIdentifier kind, Asn1Encodable value, DerSet? attributes)
    {
        var content = new DerTaggedObject(true, 0, value);
        return attributes is null ? new DerSequence(kind, content) : new DerSequence(kind, content, attributes);
    }

    private static DerSequence Data(byte[] content) =>
        new(PkcsObjectIdentifiers.Data, new DerTaggedObject(true, 0, new DerOctetString(content)));

    private static DerSequence EncryptedData(byte[] content, char[] passphrase)
    {
        (Asn1Encodable algorithm, byte[] encrypted) = Pbes2.Encrypt(content, passphrase, Iterations);
        return new DerSequence(
            PkcsObjectIdentifiers.EncryptedData,
            new DerTaggedObject(true, 0, new DerSequence(
                new DerInteger(0),
                new DerSequence(PkcsObjectIdentifiers.Data, algorithm, new DerTaggedObject(false, 0, new DerOctetString(encrypted))))));
    }

    private static DerSequence Mac(byte[] content, char[] passphrase)
    {
        byte[] salt = Pbes2.RandomBytes(16);
        var derivation = new Pkcs12ParametersGenerator(new Sha256Digest());
        derivation.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(passphrase), salt, Iterations);
        using var hmac = new HMACSHA256(((KeyParameter)derivation.GenerateDerivedMacParameters(256)).GetKey());
        return new DerSequence(
            new DerSequence(
                new DerSequence(NistObjectIdentifiers.IdSha256, DerNull.Instance),
                new DerOctetString(hmac.ComputeHash(content))),
            new DerOctetString(salt),
            new DerInteger(Iterations));
    }
}
