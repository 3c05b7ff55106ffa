using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Connect;

/// <summary>The names of an authority's settings, which files spell otherwise than the API, and which of them are no secrets.</summary>
internal static class AuthoritySettings
{
    public const string Parameters = "Params";

    // Whatever is not here is taken for a secret.
    private static readonly string[] s_open =
    [
        "LeafCertTTL", "IntermediateCertTTL", "RootCertTTL", "RotationPeriod", "PrivateKeyType", "PrivateKeyBits", "CSRMaxPerSecond", "CSRMaxConcurrent",
        "SkipValidate", "ClusterID", "Address", "RootPKIPath", "IntermediatePKIPath", "TLSServerName", "TLSSkipVerify", "CAFile", "CAPath", "CertFile", "KeyFile",
        "Namespace", "Type", "MountPath", "ExistingARN", "DeleteOnExit",
    ];

    private static readonly string[] s_secret = ["PrivateKey", "RootCert", "Token", "AuthMethod", Parameters];

    private static readonly Dictionary<string, string> s_byPlainName = s_open.Concat(s_secret).ToDictionary(Plain, StringComparer.Ordinal);

    /// <summary>Whether the value may be shown; in either spelling.</summary>
    public static bool IsOpen(string name) => s_open.Contains(ToApi(name));

    /// <summary>For example <c>LeafCertTTL</c> for <c>leaf_cert_ttl</c>; names that are not known stay.</summary>
    public static string ToApi(string name) => s_byPlainName.TryGetValue(Plain(name), out string? known) ? known : name;

    /// <summary>For example <c>leaf_cert_ttl</c> for <c>LeafCertTTL</c>: an underscore where a word begins.</summary>
    public static string ToFile(string name)
    {
        string known = ToApi(name);
        if (known.IndexOf('_') >= 0)
        {
            return known;
        }

        bool Begins(int i) => i > 0 && char.IsUpper(known[i]) && (char.IsLower(known[i - 1]) || (i + 1 < known.Length && char.IsLower(known[i + 1])));
        return string.Concat(known.Select((letter, i) => (Begins(i) ? "_" : string.Empty) + char.ToLowerInvariant(letter)));
    }

    private static string Plain(string name) => name.Replace("_", string.Empty).ToLowerInvariant();
}
