using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-36: The authority's private key SHALL NOT be on an agent's host.</summary>
internal sealed class AuthorityKeyIsOnAnAgent() : CertificateCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-36",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "The authority's private key SHALL NOT be on an agent's host.",
        Why = "consul tls leaves it where it was called.",
        GivenUp = "Whoever breaks into the agent signs certificates for servers, for ever.",
        Remedy = "Take it to a safe place and off the host; make a new authority if others could read it.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Where is the authority's key kept, off the agents' hosts?")];
}
