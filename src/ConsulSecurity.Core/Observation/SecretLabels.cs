using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace ConsulSecurity.Observation;

/// <summary>
/// Gives tokens labels to compare them by: the same token the same label, in this snapshot only. What is kept in memory for it is a hash
/// with a salt that nobody else has; nothing of a token is in its label.
/// </summary>
internal sealed class SecretLabels : IDisposable
{
    private readonly HMACSHA256 _hash;
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    public SecretLabels()
    {
        byte[] salt = new byte[32];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(salt);
        _hash = new HMACSHA256(salt);
    }

    public string Of(string secret)
    {
        lock (_labels)
        {
            string hash = Convert.ToBase64String(_hash.ComputeHash(Encoding.UTF8.GetBytes(secret)));
            return _labels.TryGetValue(hash, out string? label) ? label : _labels[hash] = $"#{_labels.Count + 1}";
        }
    }

    /// <summary>Whether a token can have come from a random generator: a UUID with many different digits.</summary>
    public static bool IsRandomUuid(string secret) => Guid.TryParseExact(secret, "D", out _) && secret.Where(c => c != '-').Distinct().Count() >= 8;

    public void Dispose() => _hash.Dispose();
}

/// <summary>A place where a token stands, and the token, for as long as the snapshot is taken.</summary>
/// <param name="Use">What goes into the snapshot.</param>
/// <param name="Secret">The token.</param>
internal sealed record FoundToken(TokenUseEvidence Use, SecureString Secret);
