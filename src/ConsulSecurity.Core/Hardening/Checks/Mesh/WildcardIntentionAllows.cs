using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-14: No intention SHALL allow a wildcard.</summary>
internal sealed class WildcardIntentionAllows() : HardeningCheck(new HardeningCheckInfo
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
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        yield return snapshot.Intentions.IsKnown
            ? Judgement.Of(snapshot.Intentions.Value!.WildcardAllows.Count == 0, "cluster", "none", snapshot.Intentions.Value!.WildcardAllows.Count == 0 ? "none" : string.Join(", ", snapshot.Intentions.Value!.WildcardAllows))
            : Judgement.Unknown("cluster", AgentView.Missing(snapshot.Intentions));
    }
}
