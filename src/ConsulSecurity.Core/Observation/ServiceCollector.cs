using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>What is registered in the catalog: node by node, as there are fewer of them than services.</summary>
internal sealed class ServiceCollector(ConsulClient client, Visibility sees)
{
    private static readonly string s_permission = $"{Visibility.ServicePermission} and {Visibility.NodePermission}";

    public Task<Evidence<IReadOnlyList<ServiceEvidence>>> ServicesAsync(CancellationToken cancellation) => sees is { Services: true, Nodes: true }
        ? Look.AtAsync(s_permission, () => RegisteredAsync(cancellation))
        : Task.FromResult(Look.Missing<IReadOnlyList<ServiceEvidence>>(EvidenceState.NoPermission, s_permission));

    private async Task<IReadOnlyList<ServiceEvidence>> RegisteredAsync(CancellationToken cancellation)
    {
        ConsulAnswer nodes = await client.SendAsync(ConsulRequest.Get("catalog/nodes"), cancellation).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<ServiceEvidence>> found = await AtOnce
            .ForEachAsync(nodes.ReadList<JObject>(), node => OfNodeAsync(node, cancellation)).ConfigureAwait(false);
        return [.. found.SelectMany(services => services)];
    }

    internal static ServiceEvidence Read(JObject service, string node, string address) => new()
    {
        Id = Text(service, "ID"),
        Name = Text(service, "Service"),
        Kind = Text(service, "Kind"),
        Node = node,
        NodeAddress = address,
        Address = Text(service, "Address"),
        Port = (int?)service["Port"] ?? 0,
        IsNative = (bool?)(service["Connect"] as JObject)?["Native"] ?? false,
        EnableTagOverride = (bool?)service["EnableTagOverride"] ?? false,
        Proxy = Text(service, "Kind") == "connect-proxy" && service["Proxy"] is JObject proxy ? Proxy(proxy) : null,
    };

    private static ProxyEvidence Proxy(JObject proxy)
    {
        var expose = proxy["Expose"] as JObject;
        return new ProxyEvidence
        {
            Destination = Text(proxy, "DestinationServiceName"),
            DestinationId = Text(proxy, "DestinationServiceID"),
            LocalAddress = Text(proxy, "LocalServiceAddress") is { Length: > 0 } local ? local : "127.0.0.1",
            LocalPort = (int?)proxy["LocalServicePort"] ?? 0,
            Upstreams = [.. (proxy["Upstreams"] as JArray ?? []).OfType<JObject>().Select(Upstream)],
            ExposesChecks = (bool?)expose?["Checks"] ?? false,
            ExposedPaths = [.. (expose?["Paths"] as JArray ?? []).OfType<JObject>().Select(path => Text(path, "Path"))],
            EscapeHatches = [.. EnvoyJson(proxy["Config"]), .. (proxy["Upstreams"] as JArray ?? []).SelectMany(upstream => EnvoyJson(upstream["Config"]))],
            MutualTlsMode = Text(proxy, "MutualTLSMode"),
        };
    }

    private static UpstreamEvidence Upstream(JObject upstream) => new(
        Text(upstream, "DestinationName"),
        Text(upstream, "LocalBindAddress") is { Length: > 0 } address ? address : Text(upstream, "LocalBindSocketPath") is { Length: > 0 } socket ? "unix:" + socket : "127.0.0.1",
        (int?)upstream["LocalBindPort"] ?? 0);

    private static IEnumerable<string> EnvoyJson(JToken? config) =>
        (config as JObject)?.Properties().Select(p => p.Name).Where(ConfigEntryReader.IsEscapeHatch) ?? [];

    private static string Text(JObject json, string name) => (string?)json[name] ?? string.Empty;

    private async Task<IReadOnlyList<ServiceEvidence>> OfNodeAsync(JObject node, CancellationToken cancellation)
    {
        string name = Text(node, "Node");
        ConsulAnswer answer = await client.SendAsync(ConsulRequest.Get("catalog/node/" + ConsulRequest.Escape(name)), cancellation).ConfigureAwait(false);

        // Null for a node that has gone meanwhile. The servers' own service says nothing of its own.
        return answer.ReadTree() is not JObject found || found["Services"] is not JObject services
            ? []
            : [.. services.Properties().Where(p => p.Name != "consul").Select(p => Read((JObject)p.Value, name, Text(node, "Address")))];
    }
}
