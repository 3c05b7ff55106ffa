using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>Completes names of nodes.</summary>
public sealed class NodeNameCompleter : ConsulNameCompleter
{
    private protected override async Task<IReadOnlyList<Suggestion>> ReadAsync(ConsulClient client, CancellationToken cancellation) =>
        [.. (await client.SendAsync<JArray>(ConsulRequest.Get("catalog/nodes"), cancellation).ConfigureAwait(false))
            .Select(node => new Suggestion((string?)node["Node"] ?? string.Empty, (string?)node["Address"] ?? string.Empty))];
}
