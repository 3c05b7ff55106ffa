namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-23: The private key SHALL be the certificate's.</summary>
internal sealed class KeyIsOfAnotherCertificate() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-23",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The private key SHALL be the certificate's.",
        Why = "The agent does not start with another one.",
        GivenUp = "The agent stays down after its next restart.",
        Remedy = "Issue the pair anew: New-ConsulCertificate.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
