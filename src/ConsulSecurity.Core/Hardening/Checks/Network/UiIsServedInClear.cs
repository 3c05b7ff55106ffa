using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-09: The UI SHALL be reachable over HTTPS only.</summary>
internal sealed class UiIsServedInClear() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-09",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "The UI SHALL be reachable over HTTPS only.",
        Why = "People type their tokens into it.",
        GivenUp = "Whoever is on the way takes the tokens of all who use the UI.",
        Remedy = "Turn plain HTTP off (ports.http = -1), or bind it to loopback.",
        Needs = "an address to probe (-Address), or agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    protected override Judgement Judge(NodeView node)
    {
        Evidence<IReadOnlyDictionary<string, int>> probe = node.Node.Anonymous;
        if (probe.Value is { } statuses && statuses.TryGetValue("/ui/", out int status))
        {
            return Judgement.Of(status != 200, node.Name, "no UI over plain HTTP", $"/ui/ answers {status} over plain HTTP");
        }

        bool? ui = node.IsTrue("ui_config.enabled") == true ? true : node.IsTrue("ui");
        return (ui, node.IsExposed("(http_listeners)", "ports.http", "addresses.http")) switch
        {
            (false, _) => Judgement.Of(true, node.Name, "no UI over plain HTTP", "the UI is off"),
            (true, { } exposed) => Judgement.Of(!exposed, node.Name, "no UI over plain HTTP", exposed ? "UI and plain HTTP are open to others" : "plain HTTP is off or on loopback", node.Find("ports.http")?.Location),
            _ => probe.State == EvidenceState.NotConfigured ? Judgement.Of(true, node.Name, "no UI over plain HTTP", probe.Reason) : Judgement.Unknown(node.Name, $"{ProbeView.Missing(probe)}, or {node.WhatIsMissing}"),
        };
    }
}
