using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-21: The certificate that an agent serves SHALL be the one in its file.</summary>
internal sealed class ServedCertificateIsNotTheFiles() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-21",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The certificate that an agent serves SHALL be the one in its file.",
        Why = "After a renewal the agent serves the old one until it is reloaded.",
        GivenUp = "The old certificate expires in service, with every connection to the agent.",
        Remedy = "Reload the agent: consul reload.",
        Needs = "an address to probe (-Address), and the configuration on the agent's own host (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When is the agent reloaded (consul reload)?")];

    protected override Judgement Judge(NodeView node)
    {
        Evidence<IReadOnlyList<AgentCertificateEvidence>> files = node.Node.Host.Certificates;
        if (!files.IsKnown)
        {
            return Judgement.Unknown(node.Name, HostView.Missing(files));
        }

        if (files.Value!.Count == 0)
        {
            return Judgement.NotApplicable(node.Name, "its configuration names no certificate");
        }

        if (!node.Node.Rpc.IsKnown && !node.Node.Https.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.Node.Rpc.State == EvidenceState.NotConfigured ? node.Node.Rpc.Reason : ProbeView.Missing(node.Node.Rpc));
        }

        // The RPC port of a client is no port; the RPC port of a server serves the same certificate as HTTPS where tls says nothing else.
        List<(string Port, string Served, AgentCertificateEvidence File)> pairs =
        [
            .. from served in new[] { (Port: "RPC", Interface: "internal_rpc", Seen: node.Node.Rpc), (Port: "HTTPS", Interface: "https", Seen: node.Node.Https) }
               where served.Seen.Value?.Fingerprint is not null
               from file in files.Value!
               where file.Certificate is not null && file.Interfaces.Contains(served.Interface)
               select (served.Port, served.Seen.Value!.Fingerprint!, file),
        ];
        if (pairs.Count == 0)
        {
            return Judgement.Unknown(node.Name, "a port that serves TLS, and a certificate's file that can be read");
        }

        string[] stale = [.. pairs.Where(pair => pair.Served != pair.File.Certificate!.Fingerprint).Select(pair => $"{pair.Port} serves {pair.Served.Substring(0, 16)}, {pair.File.Path} has {pair.File.Certificate!.Fingerprint.Substring(0, 16)}")];
        return Judgement.Of(stale.Length == 0, node.Name, "the same certificate", stale.Length == 0 ? "the same" : string.Join("; ", stale), stale.Length == 0 ? null : new SourceLocation(pairs[0].File.Path, 0, 0));
    }
}
