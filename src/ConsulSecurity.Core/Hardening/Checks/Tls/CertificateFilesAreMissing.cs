namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-22: Certificate, key and CA SHALL be there, and nobody but their owner SHALL be able to change them.</summary>
internal sealed class CertificateFilesAreMissing() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-22",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "Certificate, key and CA SHALL be there, and nobody but their owner SHALL be able to change them.",
        Why = "consul validate does not look, and the agent does not start without them.",
        GivenUp = "Whoever can write them puts a certificate of theirs in place; or the agent stays down.",
        Remedy = "Restore the files; take write permission from others.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    })
{
    protected override bool IsAboutReading => true;
}
