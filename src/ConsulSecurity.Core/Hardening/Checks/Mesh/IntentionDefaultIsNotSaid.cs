using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-12: The default of intentions SHALL be set, and be deny (default_intention_policy).</summary>
internal sealed class IntentionDefaultIsNotSaid() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-12",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 18),
        Title = "The default of intentions SHALL be set, and be deny (default_intention_policy).",
        Why = "It follows the ACL default policy otherwise, and changes with it; and the API forgets it in some answers (hashicorp/consul#23868).",
        GivenUp = "A change of the ACL default opens the mesh.",
        Remedy = "Set default_intention_policy = \"deny\" on every agent.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://github.com/hashicorp/consul/pull/20544", "https://github.com/hashicorp/consul/pull/23868"],
    }, "default_intention_policy",
    "default_intention_policy = \"deny\"",
    value => value is "deny")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("default_intention_policy", "deny")];
}
