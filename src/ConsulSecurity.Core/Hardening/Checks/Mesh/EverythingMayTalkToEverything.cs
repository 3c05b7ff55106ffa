using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-13: No intention SHALL allow everything to everything.</summary>
internal sealed class EverythingMayTalkToEverything() : HardeningCheck(new HardeningCheckInfo
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
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        yield return snapshot.Intentions.IsKnown
            ? Judgement.Of(!snapshot.Intentions.Value!.AllowsByDefault, "cluster", "no * => * allow", snapshot.Intentions.Value!.AllowsByDefault ? "* => * allow" : "none")
            : Judgement.Unknown("cluster", AgentView.Missing(snapshot.Intentions));
    }
}
