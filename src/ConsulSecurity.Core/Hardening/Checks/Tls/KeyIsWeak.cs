namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-33: Keys SHALL be EC P-256, RSA 2048 or better, signatures SHA-256 or better.</summary>
internal sealed class KeyIsWeak() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-33",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Keys SHALL be EC P-256, RSA 2048 or better, signatures SHA-256 or better.",
        Why = "Weaker ones can be forged.",
        GivenUp = "Whoever can pay for the computation poses as a server.",
        Remedy = "Issue the certificate anew: New-ConsulCertificate.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
