using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Connect;

/// <summary>
/// Looks at the certificates that sidecars really show: after a change of the root they go on with the former one for up to half a minute,
/// as agents spread their requests for new ones, or for good where an agent gets none.
/// </summary>
internal sealed class SidecarCertificates(ICatalogApi catalog)
{
    private const int AtOnce = 16;

    /// <summary>How long one may take to show its certificate.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>All that are registered and listen for the mesh.</summary>
    public async Task<IReadOnlyList<ServiceInstance>> FindAsync(CancellationToken cancellation)
    {
        var found = new List<ServiceInstance>();
        foreach (string service in await catalog.ServiceNamesAsync(cancellation).ConfigureAwait(false))
        {
            IReadOnlyList<ServiceInstance> instances = await catalog.InstancesAsync(service, cancellation).ConfigureAwait(false);
            found.AddRange(instances.Where(instance => (instance.IsProxy || instance.IsNative) && instance.Port > 0));
        }

        return [.. found.OrderBy(Service, StringComparer.Ordinal).ThenBy(instance => instance.Node, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<ConsulConnectSidecar>> ReadAsync(
        IReadOnlyList<ServiceInstance> instances, IReadOnlyList<ConsulConnectRoot> roots, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(instances.Select(async instance =>
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await ReadAsync(instance, roots, cancellation).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        })).ConfigureAwait(false);
    }

    private async Task<ConsulConnectSidecar> ReadAsync(ServiceInstance instance, IReadOnlyList<ConsulConnectRoot> roots, CancellationToken cancellation)
    {
        var address = new ListenerAddress(instance.Address.Length > 0 ? instance.Address : instance.NodeAddress, instance.Port, IsRpc: false);
        var sidecar = new ConsulConnectSidecar { Service = Service(instance), Node = instance.Node, Address = address.ToString() };
        try
        {
            ConsulCertificate shown = await ListenerCertificates.ReadAsync(address, null, Patience, cancellation).ConfigureAwait(false);
            return Judge(sidecar, shown, roots);
        }
        catch (ConsulSecurityException e)
        {
            return With(sidecar, null, null, null, e.Message);
        }
    }

    // Of the active root first: a certificate below it leads to the former one as well, by way of the cross-signed one.
    private static ConsulConnectSidecar Judge(ConsulConnectSidecar sidecar, ConsulCertificate shown, IReadOnlyList<ConsulConnectRoot> roots)
    {
        byte[][] intermediates = [.. shown.Chain.Select(Der)];
        string? why = "no root is listed";
        foreach (ConsulConnectRoot root in roots.OrderByDescending(root => root.IsActive))
        {
            why = CertificateChain.WhyUntrusted(Der(shown), intermediates, [.. Pem.Decode(root.Certificate).Select(block => block.Content)], DateTimeOffset.UtcNow);
            if (why is null)
            {
                return With(sidecar, root, root.IsActive, shown.NotAfter, null);
            }
        }

        return With(sidecar, null, false, shown.NotAfter, why);
    }

    private static ConsulConnectSidecar With(ConsulConnectSidecar of, ConsulConnectRoot? root, bool? isCurrent, DateTimeOffset? notAfter, string? problem) => new()
    {
        Service = of.Service,
        Node = of.Node,
        Address = of.Address,
        Root = root,
        IsCurrent = isCurrent,
        NotAfter = notAfter,
        Problem = problem,
    };

    private static byte[] Der(ConsulCertificate certificate) => Pem.Decode(certificate.Pem)[0].Content;

    private static string Service(ServiceInstance instance) => instance.Proxy?.Service ?? instance.Name;
}
