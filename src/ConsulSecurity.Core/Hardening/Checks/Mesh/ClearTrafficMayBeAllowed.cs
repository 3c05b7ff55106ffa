using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-18: The mesh SHALL NOT let services take connections in the clear (AllowEnablingPermissiveMutualTLS).</summary>
internal sealed class ClearTrafficMayBeAllowed() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-18",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Since = new Version(1, 16),
        Title = "The mesh SHALL NOT let services take connections in the clear (AllowEnablingPermissiveMutualTLS).",
        Why = "It is a step of a migration, and left on it lets every owner of a service turn encryption off.",
        GivenUp = "Services can be reached without a certificate, past every intention.",
        Remedy = "Set AllowEnablingPermissiveMutualTLS = false in the mesh entry once everything is in the mesh.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://github.com/hashicorp/consul/pull/17183", "https://developer.hashicorp.com/consul/docs/connect/config-entries/mesh"],
    }, "AllowEnablingPermissiveMutualTLS = false",
    "mesh")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    protected override string? Fault(ConfigEntryEvidence entry) => IsTrue(entry, "AllowEnablingPermissiveMutualTLS") ? "AllowEnablingPermissiveMutualTLS = true" : null;

    protected override Judgement WithoutEntries() => Judgement.Of(true, Offenders.Cluster, "false", "there is no mesh entry");
}
