using System;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace ConsulSecurity.Certificates;

/// <summary>Encrypts with a passphrase: PBES2 of PKCS #5 with PBKDF2, HMAC-SHA-256 and AES-256-CBC.</summary>
internal static class Pbes2
{
    private const int KeyBits = 256;

    /// <summary>The ciphertext, and the algorithm as PKCS #8 and PKCS #7 name it.</summary>
    public static (byte[] Algorithm, byte[] Content) Encrypt(byte[] content, char[] passphrase, int iterations)
    {
        byte[] password = System.Text.Encoding.UTF8.GetBytes(passphrase);
        byte[] salt = RandomBytes(16);
        using Aes aes = Aes.Create();
        try
        {
            // The platform's PBKDF2 knows no hash but SHA-1 on netstandard2.0.
            var derivation = new Pkcs5S2ParametersGenerator(new Sha256Digest());
            derivation.Init(password, salt, iterations);
            aes.Key = ((KeyParameter)derivation.GenerateDerivedMacParameters(KeyBits)).GetKey();
            using ICryptoTransform encryptor = aes.CreateEncryptor();
            return (Algorithm(salt, iterations, aes.IV), encryptor.TransformFinalBlock(content, 0, content.Length));
        }
        finally
        {
            Array.Clear(password, 0, password.Length);
        }
    }

    public static byte[] RandomBytes(int length)
    {
        byte[] bytes = new byte[length];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return bytes;
    }

    private static byte[] Algorithm(byte[] salt, int iterations, byte[] iv)
    {
        byte[] derivation = Der.Sequence(
            Der.OctetString(salt), Der.Integer(iterations), Der.Sequence(Der.ObjectIdentifier(Oids.HmacSha256), Der.Null));
        return Der.Sequence(
            Der.ObjectIdentifier(Oids.Pbes2),
            Der.Sequence(
                Der.Sequence(Der.ObjectIdentifier(Oids.Pbkdf2), derivation),
                Der.Sequence(Der.ObjectIdentifier(Oids.Aes256Cbc), Der.OctetString(iv))));
    }
}
