using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>What the catalog says of nodes and checks: <c>/v1/health</c>.</summary>
internal interface IHealthApi
{
    /// <summary>The nodes of a datacenter that Serf counts as failed; filtered without <c>node:read</c>.</summary>
    Task<IReadOnlyList<string>> FailedNodesAsync(string datacenter, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class HealthApi(ConsulClient client) : IHealthApi
{
    public async Task<IReadOnlyList<string>> FailedNodesAsync(string datacenter, CancellationToken cancellation)
    {
        ConsulRequest request = ConsulRequest.Get("health/state/critical").WithQuery("dc", datacenter);
        ConsulAnswer answer = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        return [.. answer.ReadList<JObject>().Where(c => (string?)c["CheckID"] == "serfHealth").Select(c => (string?)c["Node"] ?? string.Empty)];
    }
}
