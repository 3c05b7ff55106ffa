using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-14: No intention SHALL allow a wildcard.</summary>
internal sealed class WildcardIntentionAllows() : EvidenceCheck<IReadOnlyList<ConsulIntention>>(new HardeningCheckInfo
{
    Id = "MSH-14",
    Area = CheckArea.Mesh,
    Severity = Severity.High,
    Level = 1,
    Title = "No intention SHALL allow a wildcard.",
    Why = "It lets services pass that nobody has thought of.",
    GivenUp = "Any service may talk to those named.",
    Remedy = "Write an intention for each source and destination.",
    Needs = "service_prefix \"\" with intentions:read",
    References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
}, snapshot => snapshot.Intentions)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Intentions)];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<ConsulIntention> seen, ClusterSnapshot snapshot) => Offenders.Judge(
        seen.Where(i => i.Action == IntentionAction.Allow && (i.Source == "*") != (i.Destination == "*")),
        "no allowing intention with a wildcard",
        intention => $"intention {intention.Source} => {intention.Destination}",
        intention => intention.ToString());
}
