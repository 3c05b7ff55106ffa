using System.Collections.Generic;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Rollout;

/// <summary>Remedies of checks that do not name theirs yet.</summary>
internal static class InterimRemedies
{
    private static readonly Dictionary<string, Remedy[]> s_remedies = new()
    {
        ["GOS-01"] = [P(RemedyProcedure.Gossip)],
        ["GOS-04"] = [P(RemedyProcedure.Gossip)],
        ["GOS-05"] = [P(RemedyProcedure.Gossip)],
        ["GOS-15"] = [P(RemedyProcedure.Gossip)],
        ["GOS-16"] = [P(RemedyProcedure.Gossip)],
        ["TLS-01"] = [P(RemedyProcedure.Tls)],
        ["TLS-02"] = [P(RemedyProcedure.Tls)],
        ["TLS-03"] = [P(RemedyProcedure.Tls)],
        ["TLS-07"] = [P(RemedyProcedure.Tls)],
        ["TLS-08"] = [P(RemedyProcedure.Tls)],
        ["TLS-18"] = [P(RemedyProcedure.Tls)],
        ["TLS-19"] = [P(RemedyProcedure.Tls)],
        ["TLS-46"] = [P(RemedyProcedure.Tls)],
        ["NET-15"] = [P(RemedyProcedure.Tls)],
    };

    public static IReadOnlyList<Remedy> Of(HardeningCheck check) =>
        check.Remedies.Count > 0 ? check.Remedies : s_remedies.TryGetValue(check.Info.Id, out Remedy[]? known) ? known : [];

    private static Remedy.Procedure P(RemedyProcedure which) => new(which);
}
