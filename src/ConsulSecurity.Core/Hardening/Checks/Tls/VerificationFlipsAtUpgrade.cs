namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-04: verify_incoming_rpc SHALL NOT be false beside a true verify_incoming.</summary>
internal sealed class VerificationFlipsAtUpgrade() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-04",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "verify_incoming_rpc SHALL NOT be false beside a true verify_incoming.",
        Why = "Up to Consul 1.11 either is enough; from 1.12 the explicit false wins.",
        GivenUp = "An upgrade to 1.12 turns verification of RPC off without a word.",
        Remedy = "Take verify_incoming_rpc = false out of the configuration.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting? rpc = node.Node.Configuration.Value!.Find("verify_incoming_rpc");
        bool flips = rpc is { IsDefault: false, Value: false } && node.Node.Configuration.Value!.Find("verify_incoming")?.Value is true;
        return Judgement.Of(!flips, node.Name, "no false beside a true", flips ? "verify_incoming = true, verify_incoming_rpc = false" : "no such pair", flips ? rpc!.Location : null);
    }
}
