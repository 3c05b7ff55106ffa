using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-34: Tokens set by the API SHALL survive a restart.</summary>
internal sealed class TokensAreNotKept() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-34",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Tokens set by the API SHALL survive a restart.",
        Why = "The agent is anonymous again after a restart otherwise.",
        GivenUp = "After a restart the agent drops out of the catalog.",
        Remedy = "Set acl.enable_token_persistence = true.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "acl.enable_token_persistence",
    "acl.enable_token_persistence = true",
    value => value is true)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("acl.enable_token_persistence", true)];
}
