using System.Collections.Generic;
using ConsulSecurity.Connect;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-11: What no intention speaks of SHALL be denied.</summary>
internal sealed class MeshIsOpenByDefault() : EvidenceCheck<IReadOnlyList<ConsulIntention>>(
    new HardeningCheckInfo
    {
        Id = "MSH-11",
        Area = CheckArea.Mesh,
        Severity = Severity.Critical,
        Level = 1,
        Title = "What no intention speaks of SHALL be denied.",
        Why = "Two services that nobody has thought of may talk otherwise.",
        GivenUp = "Every service may talk to every other that no intention names.",
        Remedy = "Set acl.default_policy = \"deny\" or, from 1.18, default_intention_policy = \"deny\"; else an intention * => * deny.",
        Needs = "service_prefix \"\" with intentions:read, and agent:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    }, snapshot => snapshot.Intentions)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Intentions)];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<ConsulIntention> seen, ClusterSnapshot snapshot)
    {
        ConsulIntention? deciding = new IntentionEvaluator(seen, defaultAllows: false).Find("consulsecurity-one", "consulsecurity-other");
        bool? allows = deciding is null ? IntentionDefaults.Allow(snapshot) : deciding.Action != IntentionAction.Deny;
        yield return allows is { } open
            ? Judgement.Of(!open, Offenders.Cluster, "two services of any name are refused", deciding is null ? $"no intention fits, and the default is to {(open ? "allow" : "deny")}" : $"{deciding}")
            : Judgement.Unknown(Offenders.Cluster, "agent:read, for the default policy");
    }
}
