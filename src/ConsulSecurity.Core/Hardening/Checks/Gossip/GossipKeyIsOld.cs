using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-11: The gossip key SHALL be rotated within 90 days.</summary>
internal sealed class GossipKeyIsOld() : HostCheck<IReadOnlyList<KeyringFileEvidence>>(
    new HardeningCheckInfo
    {
        Id = "GOS-11",
        Area = CheckArea.Gossip,
        Severity = Severity.Medium,
        Level = 2,
        Title = "The gossip key SHALL be rotated within 90 days.",
        Why = "Every node has the same key, and each that is thrown away takes it along.",
        GivenUp = "Whoever once had a node's disk can still join the gossip.",
        Remedy = "Rotate it: Update-ConsulGossipKey.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        Parameters = new Dictionary<string, long> { [Days] = 90 },
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("When is the gossip key rotated (Update-ConsulGossipKey)?")];

    private const string Days = "Days";

    protected override Evidence<IReadOnlyList<KeyringFileEvidence>> Of(HostEvidence host) => host.Keyrings;

    protected override Judgement WithoutIt(NodeView node, string reason) => Judgement.NotApplicable(node.Name, reason);

    // Every change of the keyring writes its file anew.
    protected override Judgement Judge(NodeView node, IReadOnlyList<KeyringFileEvidence> seen)
    {
        KeyringFileEvidence oldest = seen.OrderBy(ring => ring.ChangedAt).First();
        int age = (int)(node.Cluster.TakenAt - oldest.ChangedAt).TotalDays;
        return Judgement.Of(age <= Parameter(Days), node.Name, $"at most {Parameter(Days)} days", $"{age} days since {oldest.Path} changed");
    }
}
