namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-28: An agent's certificate SHALL be good for localhost, 127.0.0.1 and ::1.</summary>
internal sealed class LocalhostIsNotNamed() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-28",
        Area = CheckArea.Tls,
        Severity = Severity.Low,
        Level = 2,
        Title = "An agent's certificate SHALL be good for localhost, 127.0.0.1 and ::1.",
        Why = "Commands on the host go there.",
        GivenUp = "People turn verification off for local calls.",
        Remedy = "Issue it with these names, as New-ConsulCertificate does by default.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
