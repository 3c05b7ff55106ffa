using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-49: PEM files SHALL be plain text without byte order mark, with line feeds, and with one key at most.</summary>
internal sealed class PemFilesAreDamaged() : HostCheck<IReadOnlyList<AgentCertificateEvidence>>(
    new HardeningCheckInfo
    {
        Id = "TLS-49",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "PEM files SHALL be plain text without byte order mark, with line feeds, and with one key at most.",
        Why = "Editors of Windows add what Consul and OpenSSL stumble over.",
        GivenUp = "The agent does not start after the next renewal.",
        Remedy = "Write them again: Export-ConsulCertificate.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("From where are the files written again?")];

    protected override Evidence<IReadOnlyList<AgentCertificateEvidence>> Of(HostEvidence host) => host.Certificates;

    protected override Judgement Judge(NodeView node, IReadOnlyList<AgentCertificateEvidence> seen)
    {
        string[] damage = [.. seen.SelectMany(certificate => certificate.Damage).Distinct()];
        return seen.Count == 0 ? Judgement.NotApplicable(node.Name, "its configuration names no certificate")
            : damage.Length == 0 && seen.Any(certificate => certificate.MayNotLook) ? Judgement.Unknown(node.Name, "the right to read the certificates' files: run as the agent's account, or root")
            : Judgement.Of(damage.Length == 0, node.Name, "plain PEM", damage.Length == 0 ? "plain PEM" : string.Join("; ", damage));
    }
}
