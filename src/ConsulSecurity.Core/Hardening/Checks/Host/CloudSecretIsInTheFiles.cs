using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-16: Secrets of HCP (cloud.client_secret, cloud.management_token) SHALL NOT stand in the configuration.</summary>
internal sealed class CloudSecretIsInTheFiles() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "HST-16",
        Area = CheckArea.Host,
        Severity = Severity.Medium,
        Level = 2,
        Since = new Version(1, 14),
        Title = "Secrets of HCP (cloud.client_secret, cloud.management_token) SHALL NOT stand in the configuration.",
        Why = "They are read by whoever reads the files.",
        GivenUp = "Whoever reads the configuration manages the cluster in HCP.",
        Remedy = "Give them by the environment of a private unit, or link the cluster anew without.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Where are the secrets of HCP kept?")];

    private static readonly string[] s_names = ["cloud.client_secret", "cloud.management_token"];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting[] said = [.. s_names.Select(node.Said).OfType<AgentSetting>()];
        return Judgement.Of(said.Length == 0, node.Name, "none of them", said.Length == 0 ? "none" : string.Join(", ", said.Select(s => s.Name)), said.FirstOrDefault()?.Location);
    }
}
