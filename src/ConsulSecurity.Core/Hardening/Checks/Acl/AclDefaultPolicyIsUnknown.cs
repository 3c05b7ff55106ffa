using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-03: acl.default_policy SHALL be allow or deny.</summary>
internal sealed class AclDefaultPolicyIsUnknown() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-03",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "acl.default_policy SHALL be allow or deny.",
        Why = "consul validate takes any word, and the agent then does not start.",
        GivenUp = "An agent with another word does not start.",
        Remedy = "Write allow or deny.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "acl.default_policy",
    "allow or deny",
    value => value is null or "allow" or "deny")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Acl)];
}
