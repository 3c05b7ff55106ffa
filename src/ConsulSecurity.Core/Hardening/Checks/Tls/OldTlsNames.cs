using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-47: From Consul 1.12 TLS SHALL be said in the tls block.</summary>
internal sealed class OldTlsNames() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-47",
        Area = CheckArea.Tls,
        Severity = Severity.Low,
        Level = 2,
        Since = new Version(1, 12),
        Title = "From Consul 1.12 TLS SHALL be said in the tls block.",
        Why = "The old names are deprecated, and mean other things beside the new ones.",
        GivenUp = "An upgrade that drops the old names turns verification off, or the agent does not start.",
        Remedy = "Write them anew: ConvertTo-ConsulTlsStanza.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When are the files rewritten (ConvertTo-ConsulTlsStanza)?")];

    private static readonly string[] s_names = ["ca_file", "ca_path", "cert_file", "key_file", "verify_incoming", "verify_incoming_rpc", "verify_incoming_https", "verify_outgoing", "verify_server_hostname", "tls_min_version", "tls_cipher_suites", "tls_prefer_server_cipher_suites"];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting[] old = [.. s_names.Select(node.Said).OfType<AgentSetting>().Where(said => said.Said.Count > 0)];
        return Judgement.Of(old.Length == 0, node.Name, "the tls block alone", old.Length == 0 ? "no old name" : string.Join(", ", old.Select(said => said.Name)), old.FirstOrDefault()?.Location);
    }
}
