using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-15: The minimum TLS version SHALL be spelled as this version of Consul takes it.</summary>
internal sealed class TlsVersionIsMisspelled() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-15",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The minimum TLS version SHALL be spelled as this version of Consul takes it.",
        Why = "tls12 is the spelling up to 1.11, TLSv1_2 that of the tls block; consul validate does not tell.",
        GivenUp = "The agent does not start, and somebody takes the setting out.",
        Remedy = "Write tls_min_version = \"tls12\", in the tls block \"TLSv1_2\".",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    private static readonly string[] s_places = ["tls.defaults", "tls.internal_rpc", "tls.https", "tls.grpc"];
    private static readonly string[] s_old = ["tls10", "tls11", "tls12", "tls13"];
    private static readonly string[] s_new = ["TLS_AUTO", "TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3"];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting?[] wrong =
        [
            node.Said("tls_min_version") is { } old && !s_old.Contains(old.Value as string) ? old : null,
            .. s_places.Select(place => node.Said($"{place}.tls_min_version")).Where(said => said is not null && !s_new.Contains(said.Value as string)),
        ];
        AgentSetting? first = wrong.FirstOrDefault(said => said is not null);
        return Judgement.Of(first is null, node.Name, "tls10 to tls13; in the tls block TLSv1_0 to TLSv1_3", first?.ToString() ?? "as it should be", first?.Location);
    }
}
