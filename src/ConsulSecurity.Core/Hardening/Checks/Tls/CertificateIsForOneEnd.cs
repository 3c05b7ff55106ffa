namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-29: An agent's certificate SHALL be for both ends of a connection, and for nothing else.</summary>
internal sealed class CertificateIsForOneEnd() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-29",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "An agent's certificate SHALL be for both ends of a connection, and for nothing else.",
        Why = "Consul uses one pair as server and as client.",
        GivenUp = "One direction fails, and people turn verification off.",
        Remedy = "Issue it with serverAuth and clientAuth, as New-ConsulCertificate does.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
