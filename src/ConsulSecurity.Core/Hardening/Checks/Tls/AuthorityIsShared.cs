namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-34: The authority of ca_file SHALL be private and for Consul's agents alone.</summary>
internal sealed class AuthorityIsShared() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-34",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The authority of ca_file SHALL be private and for Consul's agents alone.",
        Why = "Every certificate that it signed makes a member of the cluster.",
        GivenUp = "Whoever gets any certificate of that authority joins the cluster.",
        Remedy = "Make an authority for Consul alone: New-ConsulCertificateAuthority.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
