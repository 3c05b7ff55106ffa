using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-28: No sidecar SHALL be given Envoy configuration of one's own (envoy_*_json).</summary>
internal sealed class EnvoyConfigurationIsReplaced() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-28",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No sidecar SHALL be given Envoy configuration of one's own (envoy_*_json).",
        Why = "It takes the place of listeners and clusters that Consul made with TLS and intentions in them.",
        GivenUp = "TLS or intentions may be gone for that service, and nobody sees it in Consul.",
        Remedy = "Take the settings out; what they were for is by now mostly an option of its own.",
        Needs = "service_prefix \"\" read and operator:read, node_prefix \"\" read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/proxies/envoy"],
    }, "none")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What is the Envoy configuration for, and does it keep TLS and intentions?")];

    protected override Func<ConfigEntryEvidence, string?>? EntryFault => entry =>
        entry.Settings.Where(setting => setting.Value is "(set)").Select(setting => setting.Key).ToList() is { Count: > 0 } set ? Offenders.List(set) : null;

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service =>
        service.Proxy is { EscapeHatches.Count: > 0 } proxy ? Offenders.List([.. proxy.EscapeHatches]) : null;
}
