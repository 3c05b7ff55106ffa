using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-19: No service SHALL take connections in the clear (MutualTLSMode permissive).</summary>
internal sealed class ClearTrafficIsTaken() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-19",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Since = new Version(1, 16),
        Title = "No service SHALL take connections in the clear (MutualTLSMode permissive).",
        Why = "What comes without a certificate has no identity, and no intention speaks of it.",
        GivenUp = "Whoever reaches the sidecar reaches the service.",
        Remedy = "Set MutualTLSMode = \"strict\" in proxy-defaults and service-defaults.",
        Needs = "service_prefix \"\" read and operator:read, node_prefix \"\" read",
        References = ["https://github.com/hashicorp/consul/pull/17183", "https://developer.hashicorp.com/consul/docs/connect/config-entries/proxy-defaults"],
    }, "MutualTLSMode strict")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    protected override Func<ConfigEntryEvidence, string?>? EntryFault => entry =>
        entry.Settings.TryGetValue("MutualTLSMode", out object? mode) && IsPermissive(mode as string) ? "MutualTLSMode = permissive" : null;

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service => IsPermissive(service.Proxy?.MutualTlsMode) ? "MutualTLSMode = permissive" : null;

    private static bool IsPermissive(string? mode) => string.Equals(mode, "permissive", StringComparison.OrdinalIgnoreCase);
}
