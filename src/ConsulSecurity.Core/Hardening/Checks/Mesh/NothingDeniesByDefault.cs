using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-15: Where the ACL default is allow, an intention SHALL deny everything to everything.</summary>
internal sealed class NothingDeniesByDefault() : HardeningCheck(new HardeningCheckInfo
{
    Id = "MSH-15",
    Area = CheckArea.Mesh,
    Severity = Severity.High,
    Level = 1,
    Title = "Where the ACL default is allow, an intention SHALL deny everything to everything.",
    Why = "Intentions follow the ACL default otherwise.",
    GivenUp = "Every service may talk to every other.",
    Remedy = "Set-ConsulIntention * * deny, after intentions for what must talk.",
    Needs = "service_prefix \"\" with intentions:read",
    References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
})
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Intentions)];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        bool[] defaults = [.. snapshot.Nodes.Select(n => new NodeView(n).Text("acl.default_policy")).OfType<string>().Select(policy => policy == "deny")];
        bool on = snapshot.Nodes.Any(n => new NodeView(n).IsTrue("acl.enabled") == true);
        bool denies = snapshot.Intentions.Value?.Any(i => i is { Source: "*", Destination: "*", Action: IntentionAction.Deny }) == true;
        yield return defaults.Length > 0 && on && defaults.All(deny => deny)
            ? Judgement.NotApplicable("cluster", "the ACL default is deny")
            : snapshot.Intentions.IsKnown
                ? Judgement.Of(denies, "cluster", "* => * deny", denies ? "* => * deny" : $"{snapshot.Intentions.Value!.Count} intentions, none of them")
                : Judgement.Unknown("cluster", AgentView.Missing(snapshot.Intentions));
    }
}
