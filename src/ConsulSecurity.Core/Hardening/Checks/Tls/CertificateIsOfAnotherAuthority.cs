namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-24: The agent's certificate SHALL be signed by the authority of ca_file.</summary>
internal sealed class CertificateIsOfAnotherAuthority() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-24",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The agent's certificate SHALL be signed by the authority of ca_file.",
        Why = "All other agents refuse it.",
        GivenUp = "The agent is cut off, and people turn verification off.",
        Remedy = "Issue it by the cluster's authority: New-ConsulCertificate.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
