using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-06: Certificates of services SHALL be valid for 1 to 72 hours.</summary>
internal sealed class LeafCertificatesLiveLong() : AuthorityCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-06",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Certificates of services SHALL be valid for 1 to 72 hours.",
        Why = "They cannot be revoked: they end.",
        GivenUp = "A certificate stolen from a host is good until it ends.",
        Remedy = "Set-ConsulConnectCA -LeafTtl 72h (connect.ca_config.leaf_cert_ttl).",
        Needs = "operator:write",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    protected override Judgement JudgeSettings(ConsulConnectCA authority, ClusterSnapshot snapshot)
    {
        TimeSpan ttl = Ttl(authority, "LeafCertTTL", 72);
        return Judgement.Of(ttl >= TimeSpan.FromHours(1) && ttl <= TimeSpan.FromHours(72), Offenders.Cluster, "1 to 72 hours", $"{ttl.TotalHours:0.#} hours");
    }
}
