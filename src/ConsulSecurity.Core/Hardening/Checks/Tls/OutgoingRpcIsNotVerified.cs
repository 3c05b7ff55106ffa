namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-02: Agents SHALL use TLS for outgoing RPC.</summary>
internal sealed class OutgoingRpcIsNotVerified() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-02",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Agents SHALL use TLS for outgoing RPC.",
        Why = "RPC carries tokens, keys and data in the clear otherwise.",
        GivenUp = "Whoever is on the way can read tokens and data, and change them.",
        Remedy = "Set verify_outgoing = true, after every server has a certificate.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => node.VerifiesOutgoing is { } on
            ? Judgement.Of(on, node.Name, "verify_outgoing", $"{(on ? "on" : "off")} ({(node.Node.Running.IsKnown ? "running agent" : "configuration")})", node.Find("verify_outgoing")?.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
