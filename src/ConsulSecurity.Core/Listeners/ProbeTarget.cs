using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Listeners;

/// <summary>A port that nobody else may reach.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="What">What is there, for messages.</param>
/// <param name="Address">Where.</param>
/// <param name="Port">The port.</param>
internal sealed record ProbeTarget(string Rule, string What, IPAddress Address, int Port)
{
    public const string Application = "MSH-26";
    private const string Administration = "NET-20";
    private const int EnvoyAdmin = 19000;

    /// <summary>
    /// The applications of all sidecars in the catalog, and Envoy's administration beside them: at the addresses that the catalog has for
    /// their nodes, or at <paramref name="addresses"/>, which are then those of one node.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="node">Only this node; null for all.</param>
    /// <param name="addresses">Names or addresses of that node; null for those of the catalog.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ConsulSecurityException"><c>ListenerNodeUnknown</c>, <c>ListenerHostUnknown</c>.</exception>
    public static async Task<IReadOnlyList<ProbeTarget>> FindAsync(ICatalogApi catalog, string? node, string[]? addresses, CancellationToken cancellation)
    {
        var sidecars = new List<ServiceInstance>();
        foreach (string service in await catalog.ServiceNamesAsync(cancellation).ConfigureAwait(false))
        {
            sidecars.AddRange((await catalog.InstancesAsync(service, cancellation).ConfigureAwait(false)).Where(s => s.Proxy is { LocalPort: > 0 }));
        }

        IPAddress[]? given = addresses is null ? null : await ResolveAsync(addresses).ConfigureAwait(false);
        if (node is null && given is not null)
        {
            node = sidecars.FirstOrDefault(s => IPAddress.TryParse(s.NodeAddress, out IPAddress? known) && given.Contains(known))?.Node
                ?? throw ListenerErrors.NodeUnknown(addresses![0]);
        }

        sidecars.RemoveAll(s => node is not null && s.Node != node);
        if (node is not null && sidecars.Count == 0)
        {
            throw ListenerErrors.NoSidecar(node);
        }

        var targets = new List<ProbeTarget>();
        foreach (ServiceInstance sidecar in sidecars)
        {
            foreach (IPAddress address in given ?? await ResolveAsync([sidecar.NodeAddress]).ConfigureAwait(false))
            {
                targets.Add(new(Application, $"'{sidecar.Proxy!.Service}' of node '{sidecar.Node}'", address, sidecar.Proxy.LocalPort));
                targets.Add(new(Administration, $"Envoy's administration on node '{sidecar.Node}'", address, EnvoyAdmin));
            }
        }

        return [.. targets.Distinct()];
    }

    private static async Task<IPAddress[]> ResolveAsync(IEnumerable<string> names)
    {
        var found = new List<IPAddress>();
        foreach (string name in names)
        {
            try
            {
                found.AddRange(IPAddress.TryParse(name, out IPAddress? address) ? [address] : await Dns.GetHostAddressesAsync(name).ConfigureAwait(false));
            }
            catch (SocketException e)
            {
                throw ListenerErrors.HostUnknown(name, e);
            }
        }

        return [.. found];
    }
}
