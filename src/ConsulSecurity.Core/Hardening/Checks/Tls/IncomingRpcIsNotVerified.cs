namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-01: Servers SHALL verify incoming RPC.</summary>
internal sealed class IncomingRpcIsNotVerified() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-01",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Servers SHALL verify incoming RPC.",
        Why = "The RPC port is the whole cluster: whoever is let in can act as any agent.",
        GivenUp = "Whoever reaches port 8300 of a server can read and change the cluster.",
        Remedy = "Set verify_incoming_rpc = true (from 1.12 tls.internal_rpc.verify_incoming) on servers, after every agent verifies outgoing.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    NodeRole.Server)
{
    protected override Judgement Judge(NodeView node) => node.VerifiesIncomingRpc is { } on
            ? Judgement.Of(on, node.Name, "verify_incoming or verify_incoming_rpc", $"{(on ? "on" : "off")} ({(node.Node.Running.IsKnown ? "running agent" : "configuration")})", node.Find("verify_incoming")?.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
