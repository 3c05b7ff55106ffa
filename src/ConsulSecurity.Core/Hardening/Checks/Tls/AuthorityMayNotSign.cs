namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-32: The certificates of ca_file SHALL be authorities that may sign and are valid.</summary>
internal sealed class AuthorityMayNotSign() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-32",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The certificates of ca_file SHALL be authorities that may sign and are valid.",
        Why = "What others signed is refused.",
        GivenUp = "All agents refuse each other, and people turn verification off.",
        Remedy = "Put the cluster's authority into ca_file.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
