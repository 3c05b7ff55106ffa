using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-01: The agent SHALL run as an account of its own without privileges.</summary>
internal sealed class AgentIsRoot() : HostCheck<ProcessEvidence>(
    new HardeningCheckInfo
    {
        Id = "HST-01",
        Area = CheckArea.Host,
        Severity = Severity.High,
        Level = 1,
        Title = "The agent SHALL run as an account of its own without privileges.",
        Why = "It needs none, and runs what checks and commands tell it.",
        GivenUp = "Whoever breaks into the agent has the host.",
        Remedy = "Make an account consul, give it data_dir and the configuration, and set User=consul in the unit.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Under which account does the agent run from now on?")];

    protected override Evidence<ProcessEvidence> Of(HostEvidence host) => host.Process;

    protected override Judgement Judge(NodeView node, ProcessEvidence seen) => Judgement.Of(seen.UserId != 0, node.Name, "an account without privileges", seen.User);
}
