using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-16: Where cipher suites are listed, only such with ECDHE and an AEAD SHALL be.</summary>
internal sealed class CipherSuitesAreWeak() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-16",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Where cipher suites are listed, only such with ECDHE and an AEAD SHALL be.",
        Why = "The others have no forward secrecy, or are broken by padding oracles.",
        GivenUp = "Recorded traffic can be read by whoever gets the server's key later.",
        Remedy = "Take tls_cipher_suites out, or list suites with ECDHE and GCM or CHACHA20 only.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which clients need suites beyond ECDHE with GCM or CHACHA20?")];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Node.Configuration.Value is not { } configuration)
        {
            return node.List("tls_cipher_suites") is { Count: 0 }
                ? Judgement.Of(true, node.Name, "ECDHE with GCM or CHACHA20", "none listed (running agent)")
                : Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        string[] listed = [.. new[] { configuration.InternalRpc, configuration.Https, configuration.Grpc }.SelectMany(tls => (tls.CipherSuites ?? string.Empty).Split(',')).Select(suite => suite.Trim()).Where(suite => suite.Length > 0).Distinct()];
        string[] weak = [.. listed.Where(suite => !IsStrong(suite))];
        return Judgement.Of(
            weak.Length == 0, node.Name, "ECDHE with GCM or CHACHA20", weak.Length > 0 ? string.Join(", ", weak) : listed.Length == 0 ? "none listed" : string.Join(", ", listed), node.Said("tls_cipher_suites")?.Location);
    }

    // The names without key exchange are those of TLS 1.3.
    private static bool IsStrong(string suite) =>
        (suite.Contains("_ECDHE_") || suite.StartsWith("TLS_AES_", StringComparison.Ordinal) || suite.StartsWith("TLS_CHACHA20_", StringComparison.Ordinal))
        && (suite.Contains("_GCM_") || suite.Contains("CHACHA20"));
}
