using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-02: The ACL default policy SHALL be deny.</summary>
internal sealed class AclDefaultPolicyAllows() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-02",
        Area = CheckArea.Acl,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The ACL default policy SHALL be deny.",
        Why = "What no rule names is allowed otherwise, and so are intentions.",
        GivenUp = "Whoever reaches the API may do whatever no policy denies.",
        Remedy = "Set acl.default_policy = \"deny\", after every agent and service has a token.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "acl.default_policy",
    "acl.default_policy = \"deny\"",
    value => value is "deny")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Acl)];
}
