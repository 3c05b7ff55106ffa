using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using Org.BouncyCastle.Pkcs;

namespace ConsulSecurity.Certificates;

/// <summary>Reads PKCS #12: a certificate, its chain and its key in one file, for browsers and Windows stores.</summary>
internal static class PfxFile
{
    private static readonly byte[] s_version = [3];

    /// <summary>A PFX begins with a sequence that begins with the number 3.</summary>
    public static bool IsPfx(byte[] content)
    {
        try
        {
            DerReader outer = new DerReader(content).Enter(DerReader.Sequence);
            return outer.PeekTag() == DerReader.Integer && outer.Enter(DerReader.Integer).Rest().SequenceEqual(s_version) && outer.PeekTag() == DerReader.Sequence
                && outer.Enter(DerReader.Sequence).PeekTag() == DerReader.ObjectIdentifier;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The certificates, that of the key first, and the key if there is one.</summary>
    /// <exception cref="ConsulSecurityException"><c>PfxPasswordWrong</c>, also for a damaged file: the two cannot be told apart.</exception>
    public static (IReadOnlyList<byte[]> Certificates, PrivateKey? Key) Read(byte[] content, string path, SecureString? passphrase)
    {
        using Passphrase? characters = passphrase is null ? null : Passphrase.Of(passphrase);
        try
        {
            Pkcs12Store store = new Pkcs12StoreBuilder().Build();
            using var stream = new MemoryStream(content);
            store.Load(stream, characters?.Characters ?? []);
            string[] aliases = [.. store.Aliases];
            string? keyAlias = aliases.FirstOrDefault(store.IsKeyEntry);
            var certificates = new List<byte[]>();
            if (keyAlias is not null)
            {
                certificates.AddRange((store.GetCertificateChain(keyAlias) ?? []).Select(entry => entry.Certificate.GetEncoded()));
            }

            certificates.AddRange(aliases
                .Select(store.GetCertificate)
                .Where(entry => entry is not null)
                .Select(entry => entry!.Certificate.GetEncoded())
                .Where(der => !certificates.Any(known => known.SequenceEqual(der))));
            if (certificates.Count == 0)
            {
                throw CertificateErrors.CertificateMissing(path);
            }

            return (certificates, keyAlias is null ? null : ForeignKeys.ToPlatform(store.GetKey(keyAlias).Key, path));
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException)
        {
            throw CertificateErrors.PfxPasswordWrong(path);
        }
    }
}
