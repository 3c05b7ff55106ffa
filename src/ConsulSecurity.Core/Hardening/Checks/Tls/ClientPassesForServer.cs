namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-26: A client's certificate SHALL NOT have a name that passes for a server's.</summary>
internal sealed class ClientPassesForServer() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-26",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "A client's certificate SHALL NOT have a name that passes for a server's.",
        Why = "verify_server_hostname lets whoever has it pose as a server.",
        GivenUp = "Whoever breaks into the client becomes a server, with every secret of the cluster.",
        Remedy = "Issue it for the role Client, and rotate what the old key was good for.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
