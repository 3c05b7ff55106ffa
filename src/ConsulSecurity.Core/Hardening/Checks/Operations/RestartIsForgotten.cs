using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-14: Settings that only a restart brings into force SHALL be in force.</summary>
internal sealed class RestartIsForgotten() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-14",
        Area = CheckArea.Operations,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Settings that only a restart brings into force SHALL be in force.",
        Why = "A reload brings some settings into force, others not, without a word.",
        GivenUp = "What was hardened in the files is not in force until the agent is restarted.",
        Remedy = "Restart the agent (Restart-ConsulCluster, one after the other).",
        Needs = "agent:read and the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When is the agent restarted?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown || !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent (-Connection) and its configuration (-Path)");
        }

        AgentSetting[] waiting = [.. SettingDrift.Of(node).Where(said => !SettingDrift.TakesReload(said.Name))];
        string[] reload = [.. SettingDrift.Of(node).Where(said => SettingDrift.TakesReload(said.Name)).Select(said => said.Name)];
        return Judgement.Of(
            waiting.Length == 0, node.Name, "nothing waits for a restart",
            waiting.Length > 0 ? "a restart: " + string.Join(", ", waiting.Select(said => said.Name)) : reload.Length > 0 ? "a reload is enough: " + string.Join(", ", reload) : "nothing waits",
            waiting.FirstOrDefault()?.Location);
    }
}
