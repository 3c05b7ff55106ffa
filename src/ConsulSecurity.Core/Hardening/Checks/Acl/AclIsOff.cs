using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-01: ACLs SHALL be on, on every agent.</summary>
internal sealed class AclIsOff() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-01",
        Area = CheckArea.Acl,
        Severity = Severity.Critical,
        Level = 1,
        Title = "ACLs SHALL be on, on every agent.",
        Why = "Everybody may do everything otherwise.",
        GivenUp = "Whoever reaches the API can read and change everything.",
        Remedy = "Set acl.enabled = true (Enable-ConsulAcl), on servers first.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "acl.enabled",
    "acl.enabled = true",
    value => value is true)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Acl)];
}
