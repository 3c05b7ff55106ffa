using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-43: No token SHALL stand in two files, or on two nodes.</summary>
internal sealed class TokenStandsTwice() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-43",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "No token SHALL stand in two files, or on two nodes.",
        Why = "What stands twice is shared, and cannot be taken from one alone.",
        GivenUp = "Whoever reads one of the files has the rights of the other; to revoke it stops both.",
        Remedy = "Give each of them a token of its own.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        var uses = (from node in snapshot.Nodes from use in node.TokenUses.Value ?? [] select (Node: node, Use: use)).ToList();
        NodeSnapshot? unread = snapshot.Nodes.FirstOrDefault(node => node.TokenUses.IsKnown);
        return unread is null
            ? snapshot.Nodes.Select(node => Judgement.Unknown(node.Name, "the agent's configuration (-Path)"))
            : Offenders.Judge(
                from same in uses.GroupBy(use => use.Use.Accessor.Value is { Length: > 0 } accessor ? accessor : $"{use.Node.Name} {use.Use.Label}")
                let places = same.Select(use => $"{use.Node.Name} {use.Use.Location?.Path}").Distinct().ToList()
                where places.Count > 1
                select (First: same.First(), places),
                "one place a token",
                found => $"{found.First.Use.Where} on {found.First.Node.Name}",
                found => $"the same token in {Offenders.List(found.places)}",
                found => found.First.Use.Location,
                $"{uses.Count} tokens, none twice");
    }
}
