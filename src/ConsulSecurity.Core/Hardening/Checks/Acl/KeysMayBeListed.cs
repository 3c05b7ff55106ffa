using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-26: Where the KV store holds secrets, listing keys SHALL need a right of its own.</summary>
internal sealed class KeysMayBeListed() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-26",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 2,
        Title = "Where the KV store holds secrets, listing keys SHALL need a right of its own.",
        Why = "Without it, the right to read one key below a prefix is enough to list all.",
        GivenUp = "Whoever may read some keys sees the names of all.",
        Remedy = "Set acl.enable_key_list_policy = true, and give list to those who need it.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    }, "acl.enable_key_list_policy",
    "acl.enable_key_list_policy = true",
    value => value is true)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("acl.enable_key_list_policy", true)];
}
