namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-41: auto_encrypt.allow_tls SHALL go with ACL default deny and verified RPC.</summary>
internal sealed class AutoEncryptServesAnyone() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-41",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "auto_encrypt.allow_tls SHALL go with ACL default deny and verified RPC.",
        Why = "Any host that reaches port 8300 gets an agent's certificate otherwise.",
        GivenUp = "Whoever reaches port 8300 gets a certificate and is an agent.",
        Remedy = "Turn ACLs on with default deny, and verify_incoming_rpc.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    NodeRole.Server)
{
    protected override Judgement Judge(NodeView node) => node.IsTrue("auto_encrypt.allow_tls") switch
    {
        null => Judgement.Unknown(node.Name, node.WhatIsMissing),
        false => Judgement.NotApplicable(node.Name, "auto_encrypt.allow_tls is off"),
        true => Judgement.Of(
            node.Text("acl.default_policy") == "deny" && node.IsTrue("acl.enabled") == true && node.VerifiesIncomingRpc == true,
            node.Name, "ACL default deny and verified RPC", $"{node.Find("acl.default_policy")?.Text}", node.Find("auto_encrypt.allow_tls")?.Location),
    };
}
