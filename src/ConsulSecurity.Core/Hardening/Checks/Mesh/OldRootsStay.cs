using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-10: A root that was replaced SHALL be gone once the certificates below it have ended.</summary>
internal sealed class OldRootsStay() : AuthorityCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-10",
        Area = CheckArea.Mesh,
        Severity = Severity.Low,
        Level = 1,
        Title = "A root that was replaced SHALL be gone once the certificates below it have ended.",
        Why = "Consul takes it away after twice the life of a service's certificate.",
        GivenUp = "The old root's key still lets one pose as every service.",
        Remedy = "Look into the leader's log for why old roots are not pruned.",
        Needs = "operator:write",
        References = ["https://developer.hashicorp.com/consul/docs/connect/ca"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Why does the leader not prune the old roots?")];

    protected override Judgement JudgeSettings(ConsulConnectCA authority, ClusterSnapshot snapshot)
    {
        int old = authority.Root.Count(root => !root.IsActive);
        if (old == 0 || authority.ActiveRoot is not { } active)
        {
            return Judgement.Of(true, Offenders.Cluster, "no old root", "none");
        }

        // The active root is as old as the rotation at most; Consul looks for old ones once an hour.
        TimeSpan since = snapshot.TakenAt - active.NotBefore;
        TimeSpan patience = TimeSpan.FromTicks(2 * Ttl(authority, "LeafCertTTL", 72).Ticks) + TimeSpan.FromHours(2);
        return Judgement.Of(since <= patience, Offenders.Cluster, $"gone after {patience.TotalHours:0.#} hours", $"{old} old, {since.TotalHours:0.#} hours after the newest was made");
    }
}
