using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>What is registered in a datacenter: <c>/v1/catalog</c>.</summary>
internal interface ICatalogApi
{
    /// <summary>The names of all services; filtered, down to none, without <c>service:read</c>.</summary>
    Task<IReadOnlyList<string>> ServiceNamesAsync(CancellationToken cancellation);

    /// <summary>The instances of a service.</summary>
    Task<IReadOnlyList<ServiceInstance>> InstancesAsync(string service, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class CatalogApi(ConsulClient client) : ICatalogApi
{
    public async Task<IReadOnlyList<string>> ServiceNamesAsync(CancellationToken cancellation)
    {
        JObject names = await client.SendAsync<JObject>(ConsulRequest.Get("catalog/services"), cancellation).ConfigureAwait(false);
        return [.. names.Properties().Select(p => p.Name)];
    }

    public async Task<IReadOnlyList<ServiceInstance>> InstancesAsync(string service, CancellationToken cancellation)
    {
        ConsulRequest request = ConsulRequest.Get("catalog/service/" + ConsulRequest.Escape(service));
        ConsulAnswer answer = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        return [.. answer.ReadList<JObject>().Select(ServiceInstance.ReadCatalog)];
    }
}
