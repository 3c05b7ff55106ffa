namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-35: The authority SHALL have name constraints.</summary>
internal sealed class AuthorityIsNotConfined() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-35",
        Area = CheckArea.Tls,
        Severity = Severity.Info,
        Level = 2,
        Title = "The authority SHALL have name constraints.",
        Why = "Its key could sign for any name otherwise.",
        GivenUp = "A stolen key of the authority is good for names outside Consul too.",
        Remedy = "Make the authority with -PermittedName, as consul tls ca create -name-constraint does.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
