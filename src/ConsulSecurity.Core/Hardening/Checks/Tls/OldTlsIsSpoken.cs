using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-17: No port SHALL speak TLS 1.1 or older.</summary>
internal sealed class OldTlsIsSpoken() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-17",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "No port SHALL speak TLS 1.1 or older.",
        Why = "What the port speaks is the truth, whatever the files say.",
        GivenUp = "A man in the middle may break old handshakes.",
        Remedy = "Set tls_min_version = \"tls12\" (from 1.12 TLSv1_2) and restart.",
        Needs = "an address to probe (-Address)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node)
    {
        bool?[] spoken = [node.Node.Rpc.Value?.SpeaksOldTls, node.Node.Https.Value?.SpeaksOldTls];
        return spoken.Any(s => s is not null)
            ? Judgement.Of(!spoken.Contains(true), node.Name, "TLS 1.2 or newer only", spoken.Contains(true) ? "TLS 1.1 is spoken" : "TLS 1.1 is refused")
            : node.Node.Rpc.IsKnown || node.Node.Https.IsKnown
                ? Judgement.NotApplicable(node.Name, "no port speaks TLS")
                : Judgement.Unknown(node.Name, ProbeView.Missing(node.Node.Rpc));
    }
}
