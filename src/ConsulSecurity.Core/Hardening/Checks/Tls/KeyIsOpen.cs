using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-37: Private keys SHALL be readable by their owner alone.</summary>
internal sealed class KeyIsOpen() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-37",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Private keys SHALL be readable by their owner alone.",
        Why = "consul tls of 1.8 writes them for everybody to read.",
        GivenUp = "Every account of the host can pose as the agent.",
        Remedy = "chmod 0600 the key, or issue it anew: New-ConsulCertificate writes it so.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.FileMode(nameof(FileRole.PrivateKey))];
}
