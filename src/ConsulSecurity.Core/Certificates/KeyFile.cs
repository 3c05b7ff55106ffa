using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using ConsulSecurity.Platform;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using PasswordException = Org.BouncyCastle.OpenSsl.PasswordException;

namespace ConsulSecurity.Certificates;

/// <summary>Reads and writes private keys in all the forms that tools leave behind: SEC 1, PKCS #1, PKCS #8, encrypted or not, PEM or DER.</summary>
internal static class KeyFile
{
    private const int Iterations = 600_000;
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    /// <summary>Reads the first private key of a file.</summary>
    /// <exception cref="ConsulSecurityException">
    /// <c>FileNotFound</c>, <c>KeyMissing</c>, <c>KeyEncrypted</c>, <c>PassphraseWrong</c>, <c>KeyUnreadable</c> or <c>KeyNotSupported</c>.
    /// </exception>
    public static PrivateKey Read(string path, SecureString? passphrase = null)
    {
        byte[] content = SafeFile.Read(path);
        try
        {
            return Parse(content, path, passphrase);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <summary>The private key of a PEM text that is not encrypted; <paramref name="name"/> stands for it in messages.</summary>
    public static PrivateKey FromPem(string text, string name) => Parse(SafeFile.Utf8.GetBytes(text), name, null);

    /// <summary>Whether the file's key needs a passphrase.</summary>
    public static bool IsEncrypted(string path)
    {
        byte[] content = SafeFile.Read(path);
        return Pem.IsPem(content) && FindBlock(content, path) is PemBlock block && IsEncrypted(block);
    }

    /// <summary>The key as PEM: as <c>consul tls</c> writes it, or encrypted (PBES2, AES-256, PBKDF2 with SHA-256) if there is a passphrase.</summary>
    public static string ToPem(PrivateKey key, SecureString? passphrase = null)
    {
        if (passphrase is null)
        {
            return Pem.Encode(key.TraditionalLabel, key.ExportTraditional());
        }

        using Passphrase characters = Passphrase.Of(passphrase);
        byte[] content = key.ExportPkcs8();
        (byte[] algorithm, byte[] encrypted) = Pbes2.Encrypt(content, characters.Characters, Iterations);
        Array.Clear(content, 0, content.Length);
        return Pem.Encode(EncryptedLabel, Der.Sequence(algorithm, Der.OctetString(encrypted)));
    }

    private static PrivateKey Parse(byte[] content, string path, SecureString? passphrase)
    {
        PemBlock? block = Pem.IsPem(content) ? FindBlock(content, path) : null;
        bool encrypted = block is not null && IsEncrypted(block);
        if (encrypted && passphrase is null)
        {
            throw CertificateErrors.KeyEncrypted(path);
        }

        using Passphrase? characters = passphrase is null ? null : Passphrase.Of(passphrase);
        using Passphrase? utf8 = characters?.AsUtf8();
        try
        {
            object? key = block is not null ? ParsePem(block, utf8) : ParseDer(content, utf8);
            return ForeignKeys.ToPlatform(key, path);
        }
        catch (ConsulSecurityException)
        {
            throw;
        }
        catch (Exception exception) when (encrypted && exception is InvalidCipherTextException or IOException or PasswordException or ArgumentException or CryptoException)
        {
            throw CertificateErrors.PassphraseWrong(path);
        }
        catch (Exception exception)
        {
            throw CertificateErrors.KeyUnreadable(path, exception);
        }
    }

    private static object? ParsePem(PemBlock block, Passphrase? utf8)
    {
        if (block.Label == EncryptedLabel)
        {
            return PrivateKeyFactory.DecryptKey(utf8!.Characters, block.Content);
        }

        // PKCS #1 and SEC 1, and OpenSSL's own encryption of them.
        using var text = new StringReader(block.Text.Trim() + "\n");
        return new PemReader(text, new PasswordFinder(utf8?.Characters ?? [])).ReadObject();
    }

    private static object ParseDer(byte[] content, Passphrase? utf8)
    {
        DerReader outer = new DerReader(content).Enter(DerReader.Sequence);
        if (outer.PeekTag() == DerReader.Sequence)
        {
            return PrivateKeyFactory.DecryptKey(utf8?.Characters ?? [], content);
        }

        outer.Enter(DerReader.Integer);
        return outer.PeekTag() switch
        {
            DerReader.Sequence => PrivateKeyFactory.CreateKey(content),
            DerReader.OctetString => ParsePem(Block("EC PRIVATE KEY", content), null)!,
            _ => ParsePem(Block("RSA PRIVATE KEY", content), null)!,
        };
    }

    private static PemBlock Block(string label, byte[] content) => new(label, content, string.Empty, Pem.Encode(label, content));

    private static PemBlock? FindBlock(byte[] content, string path)
    {
        try
        {
            return Pem.Decode(Encoding.ASCII.GetString(content))
                .FirstOrDefault(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                ?? throw CertificateErrors.KeyMissing(path);
        }
        catch (FormatException exception)
        {
            throw CertificateErrors.KeyUnreadable(path, exception);
        }
    }

    private static bool IsEncrypted(PemBlock block) =>
        block.Label == EncryptedLabel || block.Headers.IndexOf("ENCRYPTED", StringComparison.Ordinal) >= 0;

    private sealed class PasswordFinder(char[] password) : IPasswordFinder
    {
        public char[] GetPassword() => (char[])password.Clone();
    }
}
