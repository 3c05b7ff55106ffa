namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-04: DNS with recursors SHALL be on loopback.</summary>
internal sealed class OpenResolver() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-04",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "DNS with recursors SHALL be on loopback.",
        Why = "It answers for the whole internet to whoever asks.",
        GivenUp = "Whoever reaches the port can use it for amplification.",
        Remedy = "Take recursors out, or bind addresses.dns to loopback.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node) => node.IsExposed("(dns_listeners)", "ports.dns", "addresses.dns") switch
    {
        null => Judgement.Unknown(node.Name, node.WhatIsMissing),
        false => Judgement.NotApplicable(node.Name, "DNS is off or on loopback"),
        true => Judgement.Of(node.List("recursors") is not { Count: > 0 }, node.Name, "no recursors", node.Find("recursors")?.Text ?? "recursors is not set", node.Find("recursors")?.Location),
    };
}
