using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-39: Clients SHALL NOT have a server's certificate.</summary>
internal sealed class ClientHasAServersCertificate() : HostCheck<IReadOnlyList<AgentCertificateEvidence>>(
    new HardeningCheckInfo
    {
        Id = "TLS-39",
        Area = CheckArea.Tls,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Clients SHALL NOT have a server's certificate.",
        Why = "Whoever has it poses as a server.",
        GivenUp = "Whoever breaks into the client becomes a server, with every secret of the cluster.",
        Remedy = "Issue a certificate for the role Client, and replace the servers' one.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    },
    NodeRole.Client)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    protected override Evidence<IReadOnlyList<AgentCertificateEvidence>> Of(HostEvidence host) => host.Certificates;

    protected override Judgement Judge(NodeView node, IReadOnlyList<AgentCertificateEvidence> seen)
    {
        AgentCertificateEvidence? wrong = seen.FirstOrDefault(c => c.Certificate?.Role == CertificateRole.Server);
        AgentCertificateEvidence? unread = seen.FirstOrDefault(c => c.Certificate is null);
        return wrong is null && unread is not null
            ? Judgement.Unknown(node.Name, $"the right to read '{unread.Path}'")
            : Judgement.Of(wrong is null, node.Name, "none of a server", wrong is null ? "none" : $"{wrong.Path}: {wrong.Certificate!.Subject}", wrong is null ? null : new SourceLocation(wrong.Path, 0, 0));
    }
}
