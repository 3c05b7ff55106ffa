namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-27: The certificate SHALL have subject alternative names.</summary>
internal sealed class AlternativeNamesAreMissing() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-27",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The certificate SHALL have subject alternative names.",
        Why = "Go looks at nothing else.",
        GivenUp = "No name can be verified, and people turn verification off.",
        Remedy = "Issue it anew: New-ConsulCertificate.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
