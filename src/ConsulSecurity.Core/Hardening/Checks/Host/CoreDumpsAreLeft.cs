using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-10: The agent SHALL leave no core dumps.</summary>
internal sealed class CoreDumpsAreLeft() : HostCheck<ProcessEvidence>(
    new HardeningCheckInfo
    {
        Id = "HST-10",
        Area = CheckArea.Host,
        Severity = Severity.Low,
        Level = 2,
        Title = "The agent SHALL leave no core dumps.",
        Why = "Its memory holds tokens and keys.",
        GivenUp = "Whoever reads a dump has the secrets of the agent, on a server those of the cluster.",
        Remedy = "Set LimitCORE=0 in the unit.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who changes the agent's unit?")];

    protected override Evidence<ProcessEvidence> Of(HostEvidence host) => host.Process;

    protected override Judgement Judge(NodeView node, ProcessEvidence seen) => seen.CoreDumpLimit is { IsKnown: true } limit
        ? Judgement.Of(limit.Value == 0, node.Name, "0 bytes", limit.Value is { } bytes ? $"{bytes} bytes" : "any size")
        : Judgement.Unknown(node.Name, seen.CoreDumpLimit.Reason);
}
