using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-13: No intention SHALL allow everything to everything.</summary>
internal sealed class EverythingMayTalkToEverything() : EvidenceCheck<IReadOnlyList<ConsulIntention>>(new HardeningCheckInfo
{
    Id = "MSH-13",
    Area = CheckArea.Mesh,
    Severity = Severity.Critical,
    Level = 1,
    Title = "No intention SHALL allow everything to everything.",
    Why = "It makes the mesh open whatever the default.",
    GivenUp = "Every service may talk to every other.",
    Remedy = "Remove the intention * => * allow.",
    Needs = "service_prefix \"\" with intentions:read",
    References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
}, snapshot => snapshot.Intentions)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Intentions)];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<ConsulIntention> seen, ClusterSnapshot snapshot)
    {
        bool open = seen.Any(i => i is { Source: "*", Destination: "*", Action: IntentionAction.Allow });
        yield return Judgement.Of(!open, Offenders.Cluster, "no * => * allow", open ? "* => * allow" : "none");
    }
}
