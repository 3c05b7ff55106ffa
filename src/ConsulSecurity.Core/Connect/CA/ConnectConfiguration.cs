using System;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>Puts an order into the configuration that <c>/v1/connect/ca/configuration</c> takes; what the order leaves out is kept.</summary>
internal static class ConnectConfiguration
{
    private static readonly string[] s_common = ["LeafCertTTL", "IntermediateCertTTL", "RootCertTTL", "CSRMaxPerSecond", "CSRMaxConcurrent"];

    /// <exception cref="ConsulSecurityException">The order contradicts itself, or its root could not sign for this mesh.</exception>
    public static void Apply(ConnectAuthorityOrder order, JObject configuration, string trustDomain)
    {
        if ((order.PrivateKeyPath is null) != (order.RootCertificatePath is null))
        {
            throw ConnectErrors.KeyWithoutRoot();
        }

        if (order.VaultAddress is not null)
        {
            ToVault(order, configuration);
        }
        else if (order.BuiltIn || order.PrivateKeyPath is not null)
        {
            Restart(configuration, "consul");
        }

        var config = (JObject)configuration["Config"]!;
        if (order.PrivateKeyPath is not null)
        {
            AddOwnRoot(order, config, trustDomain);
        }

        AddTtl(config, "LeafCertTTL", order.LeafTtl);
        AddTtl(config, "IntermediateCertTTL", order.IntermediateTtl);
        foreach (string name in new[] { "State", "CreateIndex", "ModifyIndex" })
        {
            configuration.Remove(name);
        }
    }

    private static void ToVault(ConnectAuthorityOrder order, JObject configuration)
    {
        if (order.VaultAddress!.Scheme != "https")
        {
            throw ConnectErrors.VaultInsecure(order.VaultAddress.ToString());
        }

        if (order.VaultToken is not { Length: > 0 } token || order.RootPkiPath is null || order.IntermediatePkiPath is null)
        {
            throw ConnectErrors.VaultIncomplete();
        }

        Restart(configuration, "vault");
        JToken config = configuration["Config"]!;
        config["Address"] = order.VaultAddress.ToString().TrimEnd('/');
        config["Token"] = token.Reveal();
        config["RootPKIPath"] = order.RootPkiPath;
        config["IntermediatePKIPath"] = order.IntermediatePkiPath;
    }

    // The settings of one provider mean nothing to another, and a key that stays behind would be the old one.
    private static void Restart(JObject configuration, string provider)
    {
        var old = configuration["Config"] as JObject;
        configuration["Provider"] = provider;
        configuration["Config"] = new JObject((old?.Properties() ?? []).Where(p => s_common.Contains(p.Name)));
    }

    private static void AddOwnRoot(ConnectAuthorityOrder order, JObject config, string trustDomain)
    {
        string path = order.RootCertificatePath!;
        ConsulCertificate root = CertificateFile.Read(path);
        using PrivateKey key = KeyFile.Read(order.PrivateKeyPath!);
        if (key.Fingerprint() != root.PublicKeyFingerprint)
        {
            throw ConnectErrors.KeyNotOfRoot(order.PrivateKeyPath!, path);
        }

        string identity = $"spiffe://{trustDomain}";
        string? why = root switch
        {
            { IsAuthority: false } => "is not that of an authority: make one with CA:TRUE",
            { IsSelfSigned: false } => "is not a root: give the certificate that signs itself",
            _ when !root.Uris.Contains(identity) => $"does not carry the URI '{identity}', without which the servers refuse it: make it with that alternative name",
            _ when root.NotAfter < DateTimeOffset.UtcNow => $"expired on {root.NotAfter:yyyy-MM-dd}: make a new one",
            _ => null,
        };
        if (why is not null)
        {
            throw ConnectErrors.RootUnsuitable(path, why);
        }

        config["PrivateKey"] = KeyFile.ToPem(key);
        config["RootCert"] = root.Pem;
    }

    private static void AddTtl(JObject config, string name, TimeSpan? ttl)
    {
        if (ttl is { } value)
        {
            long seconds = (long)value.TotalSeconds;
            config[name] = seconds % 3600 == 0 ? $"{seconds / 3600}h" : $"{seconds}s";
        }
    }
}
