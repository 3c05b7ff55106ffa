using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-04: The ACL down policy SHALL NOT be allow.</summary>
internal sealed class AclDownPolicyAllows() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-04",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "The ACL down policy SHALL NOT be allow.",
        Why = "An outage of the servers then opens every agent.",
        GivenUp = "Whoever can cut an agent off from its servers may do everything on it.",
        Remedy = "Set acl.down_policy = \"extend-cache\".",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "acl.down_policy",
    "extend-cache, async-cache or deny",
    value => value is not "allow")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("acl.down_policy", "extend-cache")];
}
