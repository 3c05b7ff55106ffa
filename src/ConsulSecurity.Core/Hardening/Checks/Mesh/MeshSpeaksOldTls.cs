using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-17: The smallest TLS version of the mesh SHALL be set to 1.2 or later.</summary>
internal sealed class MeshSpeaksOldTls() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-17",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 12),
        Title = "The smallest TLS version of the mesh SHALL be set to 1.2 or later.",
        Why = "Envoy before 1.22 takes TLS 1.0 where nothing is said.",
        GivenUp = "Connections of the mesh can be weakened to a version with known attacks.",
        Remedy = "Set TLS.Incoming.TLSMinVersion = \"TLSv1_2\" in the mesh entry.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/mesh"],
    }, "TLSv1_2 or TLSv1_3",
    "mesh")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    protected override string? Fault(ConfigEntryEvidence entry)
    {
        string said = Text(entry, "TLS.Incoming.TLSMinVersion") ?? "(nothing)";
        return said is "TLSv1_2" or "TLSv1_3" ? null : $"TLS.Incoming.TLSMinVersion = {said}";
    }

    protected override Judgement WithoutEntries() => Judgement.Of(false, Offenders.Cluster, "TLSv1_2 or TLSv1_3", "there is no mesh entry");
}
