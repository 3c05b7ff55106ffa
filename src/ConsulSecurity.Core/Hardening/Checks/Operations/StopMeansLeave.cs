namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-05: Servers SHALL NOT leave when they are stopped; clients MAY.</summary>
internal sealed class StopMeansLeave() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-05",
        Area = CheckArea.Operations,
        Severity = Severity.Low,
        Level = 1,
        Title = "Servers SHALL NOT leave when they are stopped; clients MAY.",
        Why = "A server that leaves takes its vote with it.",
        GivenUp = "A restart of servers may lose the quorum.",
        Remedy = "Leave leave_on_terminate and skip_leave_on_interrupt at their defaults.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    NodeRole.Server)
{
    // Servers do not leave by default, neither when they are told to end nor when they are interrupted.
    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        SeenSetting? leaves = node.Find("leave_on_terminate");
        SeenSetting? skips = node.Find("skip_leave_on_interrupt");
        return Judgement.Of(
            leaves?.Value is not true && skips?.Value is not false, node.Name, "leave_on_terminate = false, skip_leave_on_interrupt = true",
            $"{leaves?.Text ?? "leave_on_terminate is not set"}, {skips?.Text ?? "skip_leave_on_interrupt is not set"}", leaves?.Location ?? skips?.Location);
    }
}
