using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-12: All agents SHALL have the same version.</summary>
internal sealed class VersionsDiffer() : HardeningCheck(new HardeningCheckInfo
{
    Id = "HST-12",
    Area = CheckArea.Host,
    Severity = Severity.Low,
    Level = 1,
    Title = "All agents SHALL have the same version.",
    Why = "Different ones are tested by nobody.",
    GivenUp = "Features and mended faults differ from node to node.",
    Remedy = "Upgrade the rest.",
    Needs = "node:read",
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
})
{
    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Members.IsKnown)
        {
            yield return Judgement.Unknown("cluster", AgentView.Missing(snapshot.Members));
            yield break;
        }

        string[] builds = [.. snapshot.Members.Value!.Where(m => m.IsAlive).Select(m => m.Tags.TryGetValue("build", out string? build) ? build.Split(':')[0] : "?").Distinct()];
        yield return Judgement.Of(builds.Length <= 1, "cluster", "one version", string.Join(", ", builds));
    }
}
