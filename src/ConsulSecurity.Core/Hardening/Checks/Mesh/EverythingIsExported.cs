using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-32: Exported services SHALL be named, and so SHALL those that they are exported to.</summary>
internal sealed class EverythingIsExported() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-32",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 11),
        Title = "Exported services SHALL be named, and so SHALL those that they are exported to.",
        Why = "A wildcard exports what comes later too.",
        GivenUp = "Other partitions or clusters reach services that were not meant for them.",
        Remedy = "Name each service and consumer in the exported-services entry.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/exported-services"],
    }, "no wildcard",
    "exported-services")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which services are exported, and to whom?")];

    protected override string? Fault(ConfigEntryEvidence entry) =>
        entry.Settings.FirstOrDefault(setting => setting.Value is "*" && setting.Key.StartsWith("Services[", StringComparison.Ordinal)) is { Key: { } key } ? $"{key} = *" : null;
}
