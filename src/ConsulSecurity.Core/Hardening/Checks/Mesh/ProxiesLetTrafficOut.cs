using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-20: Transparent proxies SHALL reach destinations of the mesh alone (MeshDestinationsOnly).</summary>
internal sealed class ProxiesLetTrafficOut() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-20",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 2,
        Since = new Version(1, 10),
        Title = "Transparent proxies SHALL reach destinations of the mesh alone (MeshDestinationsOnly).",
        Why = "An application that was taken over can call out otherwise.",
        GivenUp = "Data leaves through the sidecar to any address.",
        Remedy = "Set TransparentProxy.MeshDestinationsOnly = true in the mesh entry, and a terminating gateway for what must go out.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/mesh"],
    }, "TransparentProxy.MeshDestinationsOnly = true",
    "mesh")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which services must call out of the mesh?")];

    protected override string? Fault(ConfigEntryEvidence entry) => IsTrue(entry, "TransparentProxy.MeshDestinationsOnly") ? null : "TransparentProxy.MeshDestinationsOnly = false";

    protected override Judgement WithoutEntries() => Judgement.Of(false, Offenders.Cluster, "true", "there is no mesh entry");
}
