using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-22: No sidecar SHALL let checks or paths in without the mesh's TLS (Expose).</summary>
internal sealed class PathsPassTheMesh() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-22",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No sidecar SHALL let checks or paths in without the mesh's TLS (Expose).",
        Why = "It opens a listener without a client certificate, for everyone that reaches the host.",
        GivenUp = "Those paths of the service can be called by everyone, past every intention.",
        Remedy = "Take Expose out, and check the application over loopback by its own agent.",
        Needs = "service_prefix \"\" read and operator:read, node_prefix \"\" read",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files", "https://developer.hashicorp.com/consul/docs/connect/config-entries/proxy-defaults"],
    }, "nothing exposed")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which checks or paths must be reached without the mesh, and from where?")];

    protected override Func<ConfigEntryEvidence, string?>? EntryFault => entry =>
        entry.Settings.Any(setting => (setting.Key == "Expose.Checks" && setting.Value is true) || setting.Key.StartsWith("Expose.Paths[", StringComparison.Ordinal)) ? "Expose" : null;

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service => service.Proxy switch
    {
        { ExposesChecks: true } => "Expose.Checks",
        { ExposedPaths.Count: > 0 } proxy => $"Expose.Paths: {Offenders.List([.. proxy.ExposedPaths])}",
        _ => null,
    };
}
