using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-23: A sidecar SHALL find its application on loopback.</summary>
internal sealed class ApplicationIsReachedInClear() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-23",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "A sidecar SHALL find its application on loopback.",
        Why = "What goes from the sidecar to the application is not encrypted.",
        GivenUp = "Whoever sits on that network reads and changes the traffic, and calls the application past the sidecar.",
        Remedy = "Set proxy.local_service_address = \"127.0.0.1\", and run the application beside its sidecar.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    }, "127.0.0.1, ::1 or a unix socket")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Can the application run beside its sidecar?")];

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service =>
        service.Proxy is { } proxy && !Addresses.IsLoopback(proxy.LocalAddress) && !proxy.LocalAddress.StartsWith("unix:", StringComparison.Ordinal) ? $"local_service_address = {proxy.LocalAddress}" : null;
}
