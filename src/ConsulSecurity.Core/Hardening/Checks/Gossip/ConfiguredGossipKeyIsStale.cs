using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-07: The gossip key of the configuration SHALL be the ring's primary key.</summary>
internal sealed class ConfiguredGossipKeyIsStale() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-07",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "The gossip key of the configuration SHALL be the ring's primary key.",
        Why = "Once there is a keyring file the agent passes over encrypt, until the data folder is lost.",
        GivenUp = "A rebuilt node cannot join, or joins with a key that was withdrawn.",
        Remedy = "Put the current key into encrypt on every node.",
        Needs = "the configuration (-Path), and keyring:read or the keyring file",
        References = ["https://developer.hashicorp.com/consul/docs/security/encryption/gossip"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which key does the configuration of the nodes get after the rotation?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        if (GossipKeyView.Fingerprint(node) is not { } configured)
        {
            return Judgement.NotApplicable(node.Name, "encrypt is not set: see GOS-01");
        }

        IReadOnlyList<string>? primary = GossipKeyView.OfFiles(node) ?? GossipKeyView.OfRings(node.Cluster);
        return primary is null
            ? Judgement.Unknown(node.Name, "keyring:read, or the keyring file in the data folder")
            : Judgement.Of(primary.All(key => key == configured), node.Name, configured, string.Join(", ", primary), node.Find("encrypt")?.Location);
    }
}
