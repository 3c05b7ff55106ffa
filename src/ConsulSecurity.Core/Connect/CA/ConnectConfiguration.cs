using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>Puts an order into the configuration that <c>/v1/connect/ca/configuration</c> takes; what the order leaves out is kept.</summary>
internal static class ConnectConfiguration
{
    private static readonly string[] s_common = ["LeafCertTTL", "IntermediateCertTTL", "RootCertTTL", "CSRMaxPerSecond", "CSRMaxConcurrent", "ClusterID"];
    private static readonly Version s_awsPca = new(1, 7), s_authMethod = new(1, 11);

    /// <summary>Refuses what contradicts itself, before anything is asked.</summary>
    /// <param name="order">The order.</param>
    /// <param name="version">The servers' version; null for the newest.</param>
    /// <exception cref="ConsulSecurityException">What is wrong.</exception>
    public static void Check(ConnectAuthorityOrder order, Version? version)
    {
        CheckTtl("leaf_cert_ttl", order.LeafTtl);
        CheckTtl("intermediate_cert_ttl", order.IntermediateTtl);
        if ((order.PrivateKeyPath is null) != (order.RootCertificatePath is null))
        {
            throw ConnectErrors.KeyWithoutRoot();
        }

        if (order.AwsPcaArn is not null && version < s_awsPca)
        {
            throw ConnectErrors.TooOld("aws-pca", s_awsPca, version!);
        }

        if (order.VaultAddress is not null)
        {
            CheckVault(order, version);
        }
    }

    /// <summary>What a user should know of the order before it is carried out; null where there is nothing.</summary>
    public static string? Warning(ConnectAuthorityOrder order) => order.LeafTtl > TimeSpan.FromHours(72)
        ? $"Certificates of services would be valid for {order.LeafTtl.Value.TotalDays:0.#} days: since they cannot be revoked, 72 hours or less is advised (in PowerShell '24:00:00' is 24 days)."
        : null;

    /// <exception cref="ConsulSecurityException">The order contradicts itself, or its root could not sign for this mesh.</exception>
    public static void Apply(ConnectAuthorityOrder order, JObject configuration, string trustDomain, Version? version)
    {
        Check(order, version);
        if (order.VaultAddress is not null)
        {
            ToVault(order, configuration);
        }
        else if (order.AwsPcaArn is not null)
        {
            Restart(configuration, "aws-pca");
            configuration["Config"]!["ExistingARN"] = order.AwsPcaArn;
        }
        else if (order.BuiltIn || order.PrivateKeyPath is not null)
        {
            bool isAlready = (string?)configuration["Provider"] == "consul" && configuration["Config"]?["PrivateKey"] is null;
            Restart(configuration, "consul");
            if (isAlready && order.BuiltIn)
            {
                // The same settings again would change nothing; of a key that it is given Consul makes a new root.
                using PrivateKey key = PrivateKey.Generate(CertificateKeyAlgorithm.EcP256);
                configuration["Config"]!["PrivateKey"] = KeyFile.ToPem(key);
            }
        }

        var config = (JObject)configuration["Config"]!;
        if (order.PrivateKeyPath is not null)
        {
            AddOwnRoot(order, config, trustDomain);
        }

        if (order.WithoutCrossSigning)
        {
            configuration["ForceWithoutCrossSigning"] = true;
        }

        AddTtl(config, "LeafCertTTL", order.LeafTtl);
        AddTtl(config, "IntermediateCertTTL", order.IntermediateTtl);
        foreach (string name in new[] { "State", "CreateIndex", "ModifyIndex" })
        {
            configuration.Remove(name);
        }
    }

    private static void CheckTtl(string name, TimeSpan? ttl)
    {
        if (ttl < TimeSpan.FromHours(1))
        {
            throw ConnectErrors.TtlTooShort(name, ttl.Value);
        }
    }

    private static void CheckVault(ConnectAuthorityOrder order, Version? version)
    {
        if (order.VaultAddress!.Scheme != "https")
        {
            throw ConnectErrors.VaultInsecure(order.VaultAddress.ToString());
        }

        bool hasToken = order.VaultToken is { Length: > 0 };
        if (hasToken == order.VaultAuthMethod is not null || order.RootPkiPath is null || order.IntermediatePkiPath is null)
        {
            throw ConnectErrors.VaultIncomplete();
        }

        if (!hasToken && version < s_authMethod)
        {
            throw ConnectErrors.TooOld("auth_method", s_authMethod, version!);
        }
    }

    private static void ToVault(ConnectAuthorityOrder order, JObject configuration)
    {
        Restart(configuration, "vault");
        JToken config = configuration["Config"]!;
        config["Address"] = order.VaultAddress!.ToString().TrimEnd('/');
        config["RootPKIPath"] = order.RootPkiPath;
        config["IntermediatePKIPath"] = order.IntermediatePkiPath;
        if (order.VaultAuthorityPath is not null)
        {
            config["CAFile"] = order.VaultAuthorityPath;
        }

        if (order.VaultToken is { Length: > 0 } token)
        {
            config["Token"] = token.Reveal();
        }
        else
        {
            var parameters = new JObject((order.VaultAuthParameters ?? new Dictionary<string, string>()).Select(p => new JProperty(p.Key, p.Value)));
            config["AuthMethod"] = new JObject { ["Type"] = order.VaultAuthMethod, [AuthoritySettings.Parameters] = parameters };
        }
    }

    // The settings of one provider mean nothing to another, and a key that stays behind would be the old one.
    private static void Restart(JObject configuration, string provider)
    {
        var old = configuration["Config"] as JObject;
        configuration["Provider"] = provider;
        configuration["Config"] = new JObject((old?.Properties() ?? []).Where(p => s_common.Contains(AuthoritySettings.ToApi(p.Name))));
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
            _ when !root.Uris.Contains(identity) => $"does not carry the URI '{identity}', without which the servers refuse it: make one with New-ConsulCertificateAuthority -TrustDomain {trustDomain}",
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
