using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
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

        byte[] attributes = Attributes(friendlyName, CertificateEncoder.KeyId(key.PublicKeyBits));
        byte[] certificateBags = Der.Sequence([.. certificates.Select((der, index) => CertificateBag(der, index == 0 ? attributes : []))]);
        byte[] content = Der.Sequence(
            EncryptedData(certificateBags, characters.Characters),
            Data(Der.Sequence(KeyBag(key, attributes, characters.Characters))));
        return Der.Sequence(Der.Integer(3), Data(content), Mac(content, characters.Characters));
    }

    private static byte[] Attributes(string friendlyName, byte[] keyId) => Der.SetOf(
        Der.Sequence(Der.ObjectIdentifier(Oids.LocalKeyId), Der.SetOf(Der.OctetString(keyId))),
        Der.Sequence(Der.ObjectIdentifier(Oids.FriendlyName), Der.SetOf(Der.BmpString(friendlyName))));

    private static byte[] CertificateBag(byte[] der, byte[] attributes) => Bag(
        Oids.PfxCertificateBag,
        Der.Sequence(Der.ObjectIdentifier(Oids.PfxX509Certificate), Der.Context(0, Der.OctetString(der))),
        attributes);

    private static byte[] KeyBag(PrivateKey key, byte[] attributes, char[] passphrase)
    {
        (byte[] algorithm, byte[] encrypted) = Pbes2.Encrypt(key.ExportPkcs8(), passphrase, Iterations);
        return Bag(Oids.PfxKeyBag, Der.Sequence(algorithm, Der.OctetString(encrypted)), attributes);
    }

    private static byte[] Bag(string kind, byte[] value, byte[] attributes) =>
        Der.Sequence(Der.ObjectIdentifier(kind), Der.Context(0, value), attributes);

    private static byte[] Data(byte[] content) =>
        Der.Sequence(Der.ObjectIdentifier(Oids.Pkcs7Data), Der.Context(0, Der.OctetString(content)));

    private static byte[] EncryptedData(byte[] content, char[] passphrase)
    {
        (byte[] algorithm, byte[] encrypted) = Pbes2.Encrypt(content, passphrase, Iterations);
        byte[] inner = Der.Sequence(Der.ObjectIdentifier(Oids.Pkcs7Data), algorithm, Der.ContextBytes(0, encrypted));
        return Der.Sequence(Der.ObjectIdentifier(Oids.Pkcs7EncryptedData), Der.Context(0, Der.Sequence(Der.Integer(0), inner)));
    }

    private static byte[] Mac(byte[] content, char[] passphrase)
    {
        byte[] salt = Pbes2.RandomBytes(16);
        var derivation = new Pkcs12ParametersGenerator(new Sha256Digest());
        derivation.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(passphrase), salt, Iterations);
        using var hmac = new HMACSHA256(((KeyParameter)derivation.GenerateDerivedMacParameters(256)).GetKey());
        byte[] digest = Der.Sequence(Der.Sequence(Der.ObjectIdentifier(Oids.Sha256), Der.Null), Der.OctetString(hmac.ComputeHash(content)));
        return Der.Sequence(digest, Der.OctetString(salt), Der.Integer(Iterations));
    }
}
