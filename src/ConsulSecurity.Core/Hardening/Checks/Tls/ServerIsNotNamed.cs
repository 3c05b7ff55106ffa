namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-25: A server's certificate SHALL name server.&lt;datacenter&gt;.&lt;domain&gt;.</summary>
internal sealed class ServerIsNotNamed() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-25",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "A server's certificate SHALL name server.<datacenter>.<domain>.",
        Why = "That is the name that verify_server_hostname looks for.",
        GivenUp = "Nobody can tell a server from a client, or all refuse the server.",
        Remedy = "Issue it for the role Server: New-ConsulCertificate -Role Server.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
