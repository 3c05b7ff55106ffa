using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-09: No management token SHALL stand in the configuration.</summary>
internal sealed class ManagementTokenInFile() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-09",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "No management token SHALL stand in the configuration.",
        Why = "It is a key to everything in plain text, and the leader makes the token again whenever it is gone.",
        GivenUp = "Whoever reads the file may do everything.",
        Remedy = "Take acl.tokens.master (from 1.11 initial_management) out, and bootstrap by Initialize-ConsulAcl.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Is the management token in the file still used? Then what uses it needs another.")];

    private static readonly string[] s_names = ["acl.tokens.master", "acl.tokens.initial_management", "acl_master_token"];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting? said = s_names.Select(node.Node.Configuration.Value!.Find).FirstOrDefault(s => s is { IsDefault: false, Value: not null });
        return Judgement.Of(said is null, node.Name, "none", said is null ? "none" : $"{said.Name} is set", said?.Location);
    }
}
