namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-03: Agents SHALL verify that a server's certificate is a server's.</summary>
internal sealed class ServerHostnameIsNotVerified() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-03",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Agents SHALL verify that a server's certificate is a server's.",
        Why = "Any certificate of the authority passes for a server otherwise.",
        GivenUp = "Whoever holds a client's certificate can pose as a server.",
        Remedy = "Set verify_server_hostname = true, with server.<datacenter>.<domain> in servers' certificates.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => node.VerifiesServerHostname is { } on
            ? Judgement.Of(on, node.Name, "verify_server_hostname", $"{(on ? "on" : "off")} ({(node.Node.Running.IsKnown ? "running agent" : "configuration")})", node.Find("verify_server_hostname")?.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
