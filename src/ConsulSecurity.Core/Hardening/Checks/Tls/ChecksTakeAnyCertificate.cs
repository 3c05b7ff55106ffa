using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-45: No check SHALL take any certificate (tls_skip_verify).</summary>
internal sealed class ChecksTakeAnyCertificate() : DefinitionCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-45",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No check SHALL take any certificate (tls_skip_verify).",
        Why = "Whoever is on the way can then answer for the service.",
        GivenUp = "Whoever is between agent and service keeps a dead or false service in the catalog.",
        Remedy = "Take tls_skip_verify out; name the host by tls_server_name, and have its authority known to the host.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "no tls_skip_verify",
    (check, _) => check.SkipsVerification)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which authority signed the certificates of these services?")];
}
