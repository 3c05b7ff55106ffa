using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-19: Agents SHALL join private addresses, and name no credentials of a cloud in clear.</summary>
internal sealed class JoinIsRisky() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-19",
        Area = CheckArea.Gossip,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Agents SHALL join private addresses, and name no credentials of a cloud in clear.",
        Why = "A public address leads gossip over the Internet; credentials in retry_join are read by whoever reads the file.",
        GivenUp = "Gossip crosses the Internet, or whoever reads the configuration uses the cloud account.",
        Remedy = "Name private addresses; give the host a role in the cloud instead of a key.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which private addresses, and which role of the cloud, replace these?")];

    private static readonly string[] s_names = ["retry_join", "start_join", "retry_join_wan", "start_join_wan"];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        List<(string Name, string Target)> faults =
        [
            .. from name in s_names
               from target in node.List(name) ?? []
               where target.Contains(AgentSetting.Hidden) || IsPublic(target)
               select (name, target),
        ];
        return Judgement.Of(
            faults.Count == 0, node.Name, "private addresses, no credentials", faults.Count == 0 ? "none else" : string.Join("; ", faults.Select(f => $"{f.Name}: {f.Target}").Take(4)),
            faults.Count == 0 ? null : node.Find(faults[0].Name)?.Location);
    }

    // A name may lead anywhere; what it leads to is not known here.
    private static bool IsPublic(string target) =>
        IPAddress.TryParse(Addresses.WithoutPort(target), out IPAddress? address) && !Addresses.IsPrivate(address.ToString());
}
