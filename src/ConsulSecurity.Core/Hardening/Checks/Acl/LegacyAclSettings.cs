using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-32: The settings of ACLs SHALL be those of the acl block.</summary>
internal sealed class LegacyAclSettings() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-32",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 1,
        Title = "The settings of ACLs SHALL be those of the acl block.",
        Why = "The old ones (acl_default_policy, acl_datacenter, ...) go with a later version, and acl_datacenter turns ACLs on by itself.",
        GivenUp = "After an upgrade the agent does not start, or starts without what they said.",
        Remedy = "Write them as acl { ... }, and acl_datacenter as primary_datacenter.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("What do the old settings say in the words of the acl block?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting[] old = [.. node.Node.Configuration.Value!.Settings.Where(setting => !setting.IsDefault && IsOld(setting.Name))];
        return Judgement.Of(old.Length == 0, node.Name, "none of the old", old.Length == 0 ? "none" : string.Join(", ", old.Select(setting => setting.Name)), old.FirstOrDefault()?.Location);
    }

    private static bool IsOld(string name) => name.StartsWith("acl_", StringComparison.Ordinal) || name == "enable_acl_replication";
}
