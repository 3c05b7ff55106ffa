namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-30: The certificate SHALL be valid for more than 30 days.</summary>
internal sealed class CertificateExpires() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-30",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The certificate SHALL be valid for more than 30 days.",
        Why = "On the day it expires the agent loses every connection.",
        GivenUp = "An outage on a day that is known already, and verification turned off in a hurry.",
        Remedy = "Renew it: Update-ConsulCertificate.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    });
