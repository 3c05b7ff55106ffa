using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>One registered instance of a service, a proxy or a gateway.</summary>
/// <param name="Id">Its id, unique on its node.</param>
/// <param name="Name">The service's name.</param>
/// <param name="Kind">Empty for a service, else <c>connect-proxy</c>, <c>mesh-gateway</c>, ...</param>
/// <param name="Node">The node.</param>
/// <param name="Address">The address where it is reached; empty for the node's own.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsNative">Whether it speaks the mesh's TLS itself, without a proxy.</param>
/// <param name="EnableTagOverride">Whether others may change its tags through the catalog.</param>
/// <param name="Proxy">What it is a proxy for; null for what is none.</param>
internal sealed record ServiceInstance(
    string Id, string Name, string Kind, string Node, string Address, int Port, bool IsNative, bool EnableTagOverride, ProxyTarget? Proxy)
{
    public bool IsProxy => Kind == "connect-proxy";

    /// <summary>The node's own address, as the catalog says it; empty as the agent says it.</summary>
    public string NodeAddress { get; init; } = string.Empty;

    /// <summary>As <c>/v1/catalog/service</c> writes it.</summary>
    public static ServiceInstance ReadCatalog(JObject json) => Read(
        json, "ServiceID", "ServiceName", "ServiceKind", "ServiceAddress", "ServicePort", "ServiceConnect", "ServiceEnableTagOverride", "ServiceProxy") with
    {
        NodeAddress = Text(json, "Address"),
    };

    /// <summary>As <c>/v1/agent/services</c> writes it.</summary>
    public static ServiceInstance ReadAgent(JObject json) =>
        Read(json, "ID", "Service", "Kind", "Address", "Port", "Connect", "EnableTagOverride", "Proxy");

    private static ServiceInstance Read(
        JObject json, string id, string name, string kind, string address, string port, string connect, string tagOverride, string proxy)
    {
        string kindText = Text(json, kind);
        return new ServiceInstance(
            Text(json, id),
            Text(json, name),
            kindText,
            Text(json, "Node"),
            Text(json, address),
            (int?)json[port] ?? 0,
            (bool?)(json[connect] as JObject)?["Native"] ?? false,
            (bool?)json[tagOverride] ?? false,
            kindText == "connect-proxy" && json[proxy] is JObject target ? ProxyTarget.Read(target) : null);
    }

    private static string Text(JObject json, string name) => (string?)json[name] ?? string.Empty;
}

/// <summary>What a sidecar stands in front of.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="ServiceId">The instance's id; empty where the proxy names none.</param>
/// <param name="LocalAddress">Where it finds the application; loopback by default.</param>
/// <param name="LocalPort">The application's port.</param>
/// <param name="Upstreams">Whom the application calls through it.</param>
/// <param name="ExposesPaths">Whether it lets paths past the mesh's TLS, for checks.</param>
internal sealed record ProxyTarget(
    string Service, string ServiceId, string LocalAddress, int LocalPort, IReadOnlyList<ProxyUpstream> Upstreams, bool ExposesPaths)
{
    public static ProxyTarget Read(JObject json) => new(
        (string?)json["DestinationServiceName"] ?? string.Empty,
        (string?)json["DestinationServiceID"] ?? string.Empty,
        (string?)json["LocalServiceAddress"] is { Length: > 0 } address ? address : "127.0.0.1",
        (int?)json["LocalServicePort"] ?? 0,
        [.. (json["Upstreams"] as JArray ?? []).OfType<JObject>().Select(ProxyUpstream.Read)],
        json["Expose"] is JObject expose && ((bool?)expose["Checks"] == true || expose["Paths"] is JArray { Count: > 0 }));
}

/// <summary>A service that an application calls through its sidecar.</summary>
/// <param name="Name">The service's, or the prepared query's, name.</param>
/// <param name="IsQuery">Whether it is a prepared query.</param>
/// <param name="Datacenter">The other datacenter; empty for the same.</param>
/// <param name="BindAddress">Where the proxy listens for the application; loopback by default.</param>
/// <param name="BindPort">The port there.</param>
internal sealed record ProxyUpstream(string Name, bool IsQuery, string Datacenter, string BindAddress, int BindPort)
{
    public static ProxyUpstream Read(JObject json) => new(
        (string?)json["DestinationName"] ?? string.Empty,
        (string?)json["DestinationType"] == "prepared_query",
        (string?)json["Datacenter"] ?? string.Empty,
        (string?)json["LocalBindAddress"] is { Length: > 0 } address ? address : "127.0.0.1",
        (int?)json["LocalBindPort"] ?? 0);
}
