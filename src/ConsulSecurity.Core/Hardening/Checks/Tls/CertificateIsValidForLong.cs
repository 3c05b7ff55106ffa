namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-31: A certificate SHALL be valid for 398 days at most.</summary>
internal sealed class CertificateIsValidForLong() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-31",
        Area = CheckArea.Tls,
        Severity = Severity.Low,
        Level = 1,
        Title = "A certificate SHALL be valid for 398 days at most.",
        Why = "Agents look at no revocation list, so only its end takes a stolen key away.",
        GivenUp = "A stolen key stays good for years.",
        Remedy = "Issue it for a year or less, and renew it by a timer.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
