using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-46: Every server SHALL tell that it uses TLS (tag use_tls).</summary>
internal sealed class ServerDoesNotUseTls() : HardeningCheck(new HardeningCheckInfo
{
    Id = "TLS-46",
    Area = CheckArea.Tls,
    Severity = Severity.High,
    Level = 1,
    Title = "Every server SHALL tell that it uses TLS (tag use_tls).",
    Why = "A server without the tag does not verify outgoing RPC.",
    GivenUp = "RPC between servers goes in the clear: tokens and data can be read.",
    Remedy = "Set verify_outgoing = true on that server and restart it.",
    Needs = "node:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Members.IsKnown)
        {
            yield return Judgement.Unknown("cluster", AgentView.Missing(snapshot.Members));
            yield break;
        }

        foreach (MemberEvidence server in snapshot.Members.Value!.Where(member => member.IsServer))
        {
            bool uses = server.Tags.TryGetValue("use_tls", out string? tag) && tag == "1";
            yield return Judgement.Of(uses, server.Name, "use_tls = 1", uses ? "use_tls = 1" : "no use_tls");
        }
    }
}
