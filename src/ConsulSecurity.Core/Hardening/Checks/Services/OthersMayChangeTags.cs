using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-08: No service SHALL let others change its tags (enable_tag_override).</summary>
internal sealed class OthersMayChangeTags() : ServiceCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-08",
        Area = CheckArea.Service,
        Severity = Severity.Low,
        Level = 1,
        Title = "No service SHALL let others change its tags (enable_tag_override).",
        Why = "Tags decide where traffic is sent by names and queries.",
        GivenUp = "Whoever may write the service in the catalog sends traffic meant for one instance to another.",
        Remedy = "Set enable_tag_override = false.",
        Needs = "service_prefix \"\" read, node_prefix \"\" read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/services/configuration/services-configuration-reference"],
    }, "enable_tag_override = false")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which program changes the service's tags, and can it register them instead?")];

    protected override Func<ServiceEvidence, string?> Fault(ClusterSnapshot snapshot) => service => service.EnableTagOverride ? "enable_tag_override = true" : null;
}
