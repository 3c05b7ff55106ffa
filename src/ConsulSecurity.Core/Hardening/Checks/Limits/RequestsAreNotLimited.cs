using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-07: limits.request_limits SHALL be on with rates on servers.</summary>
internal sealed class RequestsAreNotLimited() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-07",
        Area = CheckArea.Limits,
        Severity = Severity.Low,
        Level = 2,
        Since = new Version(1, 15),
        Title = "limits.request_limits SHALL be on with rates on servers.",
        Why = "From 1.15 servers can refuse more requests than they bear.",
        GivenUp = "One host overloads the servers.",
        Remedy = "Set limits.request_limits.mode = \"enforcing\", read_rate and write_rate.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("How many reads and writes a second does a server bear?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        string mode = node.Text("limits.request_limits.mode") ?? "disabled";
        bool hasRates = node.Said("limits.request_limits.read_rate") is not null && node.Said("limits.request_limits.write_rate") is not null;
        return Judgement.Of(mode is "permissive" or "enforcing" && hasRates, node.Name, "permissive or enforcing, with rates", $"{mode}, {(hasRates ? "with rates" : "without rates")}", node.Said("limits.request_limits.mode")?.Location);
    }
}
