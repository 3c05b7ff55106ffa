using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-05: verify_server_hostname SHALL stand beside verify_outgoing and a CA.</summary>
internal sealed class HostnameCheckStandsAlone() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-05",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "verify_server_hostname SHALL stand beside verify_outgoing and a CA.",
        Why = "Older agents start in the clear, newer ones not at all, where it is the only thing said of TLS.",
        GivenUp = "Up to Consul 1.4.0 RPC goes in the clear although verification is asked for.",
        Remedy = "Set verify_outgoing = true and ca_file as well.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/mtls"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    private static readonly string[] s_outgoing = ["verify_outgoing", "tls.defaults.verify_outgoing", "tls.internal_rpc.verify_outgoing"];

    protected override Judgement Judge(NodeView node)
    {
        if (node.Node.Configuration.Value is not { } configuration)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        if (!configuration.InternalRpc.VerifyServerHostname)
        {
            return Judgement.NotApplicable(node.Name, "verify_server_hostname is not set: see TLS-03");
        }

        // verify_server_hostname makes verify_outgoing true whatever is said of it; what counts here is that somebody says it.
        bool saysOutgoing = s_outgoing.Any(name => configuration.Find(name) is { Said.Count: > 0 });
        bool hasAuthority = configuration.InternalRpc.CaFile is not null || configuration.InternalRpc.CaPath is not null
            || node.IsTrue("auto_encrypt.tls") == true || node.IsTrue("auto_config.enabled") == true;
        return Judgement.Of(
            saysOutgoing && hasAuthority, node.Name, "verify_outgoing = true and ca_file",
            $"{(saysOutgoing ? "verify_outgoing is said" : "verify_outgoing is not said")}, {(hasAuthority ? "with a CA" : "without a CA")}", node.Said("verify_server_hostname")?.Location);
    }
}
