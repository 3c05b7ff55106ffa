namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-38: Every agent SHALL have a key pair of its own.</summary>
internal sealed class KeyIsShared() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-38",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Every agent SHALL have a key pair of its own.",
        Why = "One that is shared cannot be taken back alone.",
        GivenUp = "One host's theft gives the others away.",
        Remedy = "Issue a certificate for each node: New-ConsulCertificate -Node.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
