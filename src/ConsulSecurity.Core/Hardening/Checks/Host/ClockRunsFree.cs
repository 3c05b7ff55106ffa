using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-13: The host's clock SHALL be kept in step.</summary>
internal sealed class ClockRunsFree() : HostCheck<bool>(
    new HardeningCheckInfo
    {
        Id = "HST-13",
        Area = CheckArea.Host,
        Severity = Severity.Low,
        Level = 1,
        Title = "The host's clock SHALL be kept in step.",
        Why = "Certificates and tokens are valid for a time.",
        GivenUp = "Expired certificates and tokens count on, or good ones are refused.",
        Remedy = "Run chrony or systemd-timesyncd.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which time server does the host ask?")];

    protected override Evidence<bool> Of(HostEvidence host) => host.ClockIsSynchronized;

    protected override Judgement Judge(NodeView node, bool seen) => Judgement.Of(seen, node.Name, "in step", seen ? "in step" : "the kernel says that it is not in step");
}
