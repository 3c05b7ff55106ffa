using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-07: An intermediate certificate of the mesh SHALL be valid for at least three times as long as a service's, and its root longer than that.</summary>
internal sealed class AuthorityOutlivesItself() : AuthorityCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-07",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "An intermediate certificate of the mesh SHALL be valid for at least three times as long as a service's, and its root longer than that.",
        Why = "Otherwise certificates end before those below them.",
        GivenUp = "The mesh stops when the authority's own certificate ends first.",
        Remedy = "Set-ConsulConnectCA with a longer -IntermediateTtl.",
        Needs = "operator:write",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    protected override Judgement JudgeSettings(ConsulConnectCA authority, ClusterSnapshot snapshot)
    {
        TimeSpan leaf = Ttl(authority, "LeafCertTTL", 72);
        TimeSpan intermediate = Ttl(authority, "IntermediateCertTTL", 8760);
        TimeSpan root = Ttl(authority, "RootCertTTL", 87600);
        return Judgement.Of(
            intermediate.Ticks >= 3 * leaf.Ticks && root > intermediate, Offenders.Cluster, "leaf * 3 <= intermediate < root",
            $"leaf {leaf.TotalHours:0.#} h, intermediate {intermediate.TotalHours:0.#} h, root {root.TotalHours:0.#} h");
    }
}
