using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>What is wanted of an instance, checked, with defaults in place.</summary>
/// <param name="properties">The properties.</param>
/// <param name="fallback">The connection where the properties name none.</param>
/// <param name="log">Where work tells what it does.</param>
internal sealed class ResourceInput(JObject properties, Func<ConsulConnection> fallback, IOperationLog log)
{
    /// <summary>How to reach the agent, for every resource that asks one.</summary>
    public static readonly IReadOnlyList<ResourceProperty> ConnectionProperties =
    [
        new("httpAddr", PropertyKind.Text, "The agent's API: host:port, http://, https:// or unix://; CONSUL_HTTP_ADDR where it is not given.") { IsInput = true },
        new("tokenFile", PropertyKind.Text, "A file with the ACL token; CONSUL_HTTP_TOKEN_FILE or CONSUL_HTTP_TOKEN where it is not given.") { IsInput = true },
        new("caFile", PropertyKind.Text, "The authorities (PEM) that may have signed the agent's certificate.") { IsInput = true },
        new("clientCert", PropertyKind.Text, "Our certificate (PEM), for agents that verify callers.") { IsInput = true },
        new("clientKey", PropertyKind.Text, "The private key of that certificate.") { IsInput = true },
        new("tlsServerName", PropertyKind.Text, "The name that the agent's certificate must carry.") { IsInput = true },
    ];

    public JObject Properties => properties;

    public IOperationLog Log => log;

    public Version? ConsulVersion => ConsulVersions.Parse(Text("consulVersion"));

    public string? Text(string name) => (string?)properties[name];

    public bool? Flag(string name) => (bool?)properties[name];

    public int? Number(string name) => (int?)properties[name];

    public string? FullPath(string name) => Text(name) is { } path ? Path.GetFullPath(path) : null;

    public string[]? Texts(string name) => properties[name] is JArray list ? [.. list.Select(item => (string)item!)] : null;

    public int[]? Numbers(string name) => properties[name] is JArray list ? [.. list.Select(item => (int)item)] : null;

    public ConsulClient Client() => new(
        ConnectionProperties.Any(p => properties[p.Name] is not null)
            ? ConsulEnvironment.OfProcess.Complete(new ConnectionOptions
            {
                Address = Text("httpAddr"),
                TokenFile = FullPath("tokenFile"),
                CACertificate = FullPath("caFile"),
                ClientCertificate = FullPath("clientCert"),
                ClientKey = FullPath("clientKey"),
                TlsServerName = Text("tlsServerName"),
            })
            : fallback(),
        log);
}
