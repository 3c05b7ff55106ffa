using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using System.Text;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace ConsulSecurity.Rollout;

/// <summary>
/// The secrets of a cluster in one file under a passphrase: PBKDF2 with SHA-256, then AES-256-GCM over names and values. Every change is on
/// disk before it is used anywhere.
/// </summary>
internal sealed class SecretVault : IDisposable
{
    private const int Format = 1;
    private const int Iterations = 600_000;
    private const int KeyBits = 256;
    private const int TagBits = 128;

    private readonly byte[] _salt;
    private readonly byte[] _key;
    private readonly SortedDictionary<string, string> _secrets;

    private SecretVault(string path, byte[] salt, byte[] key, SortedDictionary<string, string> secrets)
    {
        Path = path;
        _salt = salt;
        _key = key;
        _secrets = secrets;
    }

    public string Path { get; }

    public IEnumerable<string> Names => _secrets.Keys;

    /// <summary>A vault that is kept nowhere, and begins empty.</summary>
    public static SecretVault InMemory() => new(string.Empty, [], [], new(StringComparer.Ordinal));

    /// <summary>Opens the file, or makes one where there is none.</summary>
    /// <exception cref="ConsulSecurityException"><c>VaultUnreadable</c>.</exception>
    public static SecretVault Open(string path, SecureString passphrase)
    {
        if (!File.Exists(path))
        {
            byte[] salt = Pbes2.RandomBytes(16);
            var vault = new SecretVault(path, salt, Derive(passphrase, salt, Iterations), new(StringComparer.Ordinal));
            vault.Save();
            return vault;
        }

        try
        {
            JObject file = JObject.Parse(SafeFile.Utf8.GetString(SafeFile.Read(path)));
            if ((int?)file["consulSecurityVault"] != Format)
            {
                throw RolloutErrors.VaultUnreadable(path, "it is not a vault of this module.");
            }

            byte[] salt = Convert.FromBase64String((string)file["salt"]!);
            byte[] key = Derive(passphrase, salt, (int)file["iterations"]!);
            byte[] content = Crypt(false, key, Convert.FromBase64String((string)file["nonce"]!), Convert.FromBase64String((string)file["content"]!));
            var secrets = JsonConvert.DeserializeObject<SortedDictionary<string, string>>(Encoding.UTF8.GetString(content))!;
            Array.Clear(content, 0, content.Length);
            return new SecretVault(path, salt, key, new SortedDictionary<string, string>(secrets, StringComparer.Ordinal));
        }
        catch (InvalidCipherTextException e)
        {
            throw RolloutErrors.VaultUnreadable(path, "the passphrase is wrong, or the file was changed.", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentNullException)
        {
            throw RolloutErrors.VaultUnreadable(path, "it is not a vault of this module.", e);
        }
    }

    public string? Find(string name) => _secrets.TryGetValue(name, out string? value) ? value : null;

    /// <exception cref="ConsulSecurityException"><c>VaultSecretMissing</c>.</exception>
    public string Get(string name) => Find(name) ?? throw RolloutErrors.SecretMissing(Path, name);

    /// <summary>The secret, made and kept where there is none yet: so a run that was broken off goes on with the same.</summary>
    public string GetOrMake(string name, Func<string> make)
    {
        lock (_secrets)
        {
            if (!_secrets.TryGetValue(name, out string? value))
            {
                Set(name, value = make());
            }

            return value;
        }
    }

    /// <summary>Keeps a secret; on disk when it returns.</summary>
    public void Set(string name, string value)
    {
        lock (_secrets)
        {
            _secrets[name] = value;
            Save();
        }
    }

    public void Remove(string name)
    {
        lock (_secrets)
        {
            if (_secrets.Remove(name))
            {
                Save();
            }
        }
    }

    public void Dispose()
    {
        Array.Clear(_key, 0, _key.Length);
        _secrets.Clear();
    }

    private static byte[] Derive(SecureString passphrase, byte[] salt, int iterations)
    {
        using Passphrase characters = Passphrase.Of(passphrase);
        byte[] password = Encoding.UTF8.GetBytes(characters.Characters);
        var derivation = new Pkcs5S2ParametersGenerator(new Sha256Digest());
        derivation.Init(password, salt, iterations);
        byte[] key = ((KeyParameter)derivation.GenerateDerivedMacParameters(KeyBits)).GetKey();
        Array.Clear(password, 0, password.Length);
        return key;
    }

    private static byte[] Crypt(bool encrypt, byte[] key, byte[] nonce, byte[] input)
    {
        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(key), TagBits, nonce));
        byte[] output = new byte[cipher.GetOutputSize(input.Length)];
        int length = cipher.ProcessBytes(input, 0, input.Length, output, 0);
        cipher.DoFinal(output, length);
        return output;
    }

    private void Save()
    {
        if (Path.Length == 0)
        {
            return;
        }

        byte[] content = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(_secrets));
        byte[] nonce = Pbes2.RandomBytes(12);
        var file = new JObject
        {
            ["consulSecurityVault"] = Format,
            ["cipher"] = "PBKDF2-HMAC-SHA-256, AES-256-GCM",
            ["iterations"] = Iterations,
            ["salt"] = Convert.ToBase64String(_salt),
            ["nonce"] = Convert.ToBase64String(nonce),
            ["content"] = Convert.ToBase64String(Crypt(true, _key, nonce, content)),
        };
        Array.Clear(content, 0, content.Length);
        PrivateFile.Write(Path, file.ToString(Formatting.Indented), overwrite: true);
    }
}
