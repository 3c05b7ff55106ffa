using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-09: A profile of AppArmor or SELinux SHALL confine the agent.</summary>
internal sealed class AgentIsUnconfined() : HostCheck<ProcessEvidence>(
    new HardeningCheckInfo
    {
        Id = "HST-09",
        Area = CheckArea.Host,
        Severity = Severity.Low,
        Level = 2,
        Title = "A profile of AppArmor or SELinux SHALL confine the agent.",
        Why = "It bounds what a break-in can reach.",
        GivenUp = "Whoever breaks into the agent can do all that its account can.",
        Remedy = "Load a profile for the consul program and enforce it.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which profile confines the agent?")];

    protected override Evidence<ProcessEvidence> Of(HostEvidence host) => host.Process;

    protected override Judgement Judge(NodeView node, ProcessEvidence seen) => seen.SecurityProfile switch
    {
        { IsKnown: true, Value: { } profile } => Judgement.Of(
            profile.Length > 0 && !profile.Contains("unconfined") && !profile.Contains("(complain)"), node.Name, "an enforced profile", profile.Length > 0 ? profile : "none"),
        { State: EvidenceState.NotConfigured } none => Judgement.NotApplicable(node.Name, none.Reason),
        var missing => Judgement.Unknown(node.Name, missing.Reason),
    };
}
