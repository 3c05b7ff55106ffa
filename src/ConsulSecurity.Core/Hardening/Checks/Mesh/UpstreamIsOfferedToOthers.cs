using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-24: A sidecar SHALL offer upstreams on loopback alone.</summary>
internal sealed class UpstreamIsOfferedToOthers() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-24",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "A sidecar SHALL offer upstreams on loopback alone.",
        Why = "Whoever reaches the upstream's port calls with the service's identity.",
        GivenUp = "Others on the network pose as this service to those that it may call.",
        Remedy = "Set local_bind_address = \"127.0.0.1\" for the upstream.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    }, "127.0.0.1, ::1 or a unix socket")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who calls the upstream from another host, and why not through a sidecar of its own?")];

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service =>
        service.Proxy?.Upstreams.FirstOrDefault(upstream => !Addresses.IsLoopback(upstream.BindAddress) && !upstream.BindAddress.StartsWith("unix:", StringComparison.Ordinal)) is { } open
            ? $"upstream {open.Name} on {open.BindAddress}:{open.BindPort}" : null;
}
