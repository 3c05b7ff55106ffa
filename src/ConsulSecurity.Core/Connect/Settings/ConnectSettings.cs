using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ConsulSecurity.Certificates;
using ConsulSecurity.Configuration;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Connect;

/// <summary>
/// The mesh in an agent's configuration: on, the port for proxies, the sidecars' range, and on servers who signs. A restart of the agent
/// brings it into force; the authority's settings count only until the leader has made the authority.
/// </summary>
internal static class ConnectSettings
{
    private const string Topic = "connect";
    private const string Authority = "connect.ca_config";
    private const string Provider = "connect.ca_provider";
    private const string SidecarMin = "ports.sidecar_min_port";
    private const string SidecarMax = "ports.sidecar_max_port";

    private static readonly Version s_grpcTls = new(1, 14);
    private static readonly Regex s_trustDomain = new("^spiffe://(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.consul$", RegexOptions.Compiled);

    /// <exception cref="ConsulSecurityException">
    /// <c>SidecarRangeInverted</c>, <c>ConnectAuthorityOnClient</c>, what <see cref="ConnectConfiguration"/> and <see cref="ConfigFragment.Plan"/> throw.
    /// </exception>
    public static ConfigFragment Plan(string folder, ConnectPlan plan, Version? version)
    {
        MergedConfiguration configuration = MergedConfiguration.Read([folder], version);
        bool isServer = plan.IsServer || configuration.IsServer;
        if (!isServer && plan.Authority.IsAnything)
        {
            throw ConnectErrors.AuthorityOnClient(folder);
        }

        return ConfigFragment.Plan(
            folder,
            Topic,
            [
                Set("connect.enabled", true),
                .. AuthoritySaid(plan.Authority, configuration, version),
                .. Grpc(plan, configuration, isServer, version),
                .. Sidecars(plan, configuration),
            ],
            version);
    }

    // Up to 1.13 one port, clear or not; from 1.14 one of each, of which only that with TLS is for hardened clusters.
    private static IEnumerable<KeyValuePair<string, object>> Grpc(ConnectPlan plan, MergedConfiguration configuration, bool isServer, Version? version)
    {
        bool hasTlsPort = version is null || version >= s_grpcTls;
        string path = hasTlsPort ? "ports.grpc_tls" : "ports.grpc";
        object? port = plan.GrpcPort ?? Ours(configuration, path) ?? (isServer ? null : hasTlsPort ? 8503L : 8502L);
        if (port is not null)
        {
            yield return Set(path, port);
        }

        if (hasTlsPort && configuration.Bool("auto_encrypt.tls"))
        {
            yield return Set("tls.grpc.use_auto_cert", true);
        }
    }

    private static IEnumerable<KeyValuePair<string, object>> Sidecars(ConnectPlan plan, MergedConfiguration configuration)
    {
        object? min = plan.SidecarMinPort ?? Ours(configuration, SidecarMin), max = plan.SidecarMaxPort ?? Ours(configuration, SidecarMax);
        long first = min as long? ?? configuration.Int(SidecarMin) ?? 0, last = max as long? ?? configuration.Int(SidecarMax) ?? 0;
        if (last < first)
        {
            throw ConnectErrors.SidecarRangeInverted(first, last);
        }

        if (min is not null || max is not null)
        {
            yield return Set(SidecarMin, first);
            yield return Set(SidecarMax, last);
        }
    }

    // The whole block: one that is said later replaces the one before.
    private static IEnumerable<KeyValuePair<string, object>> AuthoritySaid(ConnectAuthorityOrder order, MergedConfiguration configuration, Version? version)
    {
        if (!order.IsAnything && Ours(configuration, Authority) is null)
        {
            return [];
        }

        JObject config = AuthorityTree.FromFile(configuration.Value(Authority) as ConfigValue);
        var whole = new JObject { ["Provider"] = configuration.String(Provider) ?? "consul", ["Config"] = config };
        string trustDomain = (string?)config["ClusterID"] is { } id ? id + ".consul" : TrustDomain(order);
        ConnectConfiguration.Apply(order, whole, trustDomain, version);
        config = (JObject)whole["Config"]!;
        if (order.PrivateKeyPath is not null)
        {
            // The root is good for one trust domain only, and a new cluster would make up another.
            config["ClusterID"] = trustDomain.Substring(0, trustDomain.Length - ".consul".Length);
        }

        return [Set(Provider, (string)whole["Provider"]!), Set(Authority, AuthorityTree.ToFile(config))];
    }

    private static string TrustDomain(ConnectAuthorityOrder order)
    {
        string? uri = order.RootCertificatePath is null ? null : CertificateFile.Read(order.RootCertificatePath).Uris.FirstOrDefault(s_trustDomain.IsMatch);
        return (uri is null ? "UUID" : s_trustDomain.Match(uri).Groups["id"].Value) + ".consul";
    }

    // What our file said before, and is not said anew, stays.
    private static object? Ours(MergedConfiguration configuration, string path) =>
        configuration.Settings.TryGetValue(path, out MergedSetting? setting) && Path.GetFileName(setting.Location.Path) == ConfigFragment.FileName(Topic)
            ? setting.Value
            : null;

    private static KeyValuePair<string, object> Set(string path, object value) => new(path, value);
}
