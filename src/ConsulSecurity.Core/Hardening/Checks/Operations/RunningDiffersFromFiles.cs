using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-13: The running agent SHALL have the settings of its files.</summary>
internal sealed class RunningDiffersFromFiles() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-13",
        Area = CheckArea.Operations,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The running agent SHALL have the settings of its files.",
        Why = "A forgotten restart or reload leaves the old settings in force.",
        GivenUp = "What was hardened in the files is not in force.",
        Remedy = "Restart the agent, or reload it where that is enough.",
        Needs = "agent:read and the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown || !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent (-Connection) and its configuration (-Path)");
        }

        string[] different = [.. SettingDrift.Of(node).Select(said => said.Name)];
        return Judgement.Of(different.Length == 0, node.Name, "the same", different.Length == 0 ? "the same" : string.Join(", ", different));
    }
}
