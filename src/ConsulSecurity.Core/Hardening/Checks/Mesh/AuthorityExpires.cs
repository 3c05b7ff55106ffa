using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-08: The mesh's roots and intermediates that are in use SHALL be valid for 30 days more.</summary>
internal sealed class AuthorityExpires() : EvidenceCheck<ConsulConnectCA>(
    new HardeningCheckInfo
    {
        Id = "MSH-08",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "The mesh's roots and intermediates that are in use SHALL be valid for 30 days more.",
        Why = "When one ends, no service can prove who it is.",
        GivenUp = "All connections of the mesh break at once.",
        Remedy = "Set-ConsulConnectCA makes a new root; give it time to reach all sidecars.",
        Needs = "a connection (-Connection)",
        Parameters = new Dictionary<string, long> { [Days] = 30 },
        References = ["https://developer.hashicorp.com/consul/docs/connect/ca"],
    }, snapshot => snapshot.ConnectCA)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    private const string Days = "Days";

    protected override IEnumerable<Judgement> Judge(ConsulConnectCA seen, ClusterSnapshot snapshot)
    {
        if (seen.ActiveRoot is not { } root)
        {
            return [Judgement.Of(false, Offenders.Cluster, "an active root", "none")];
        }

        DateTimeOffset end = root.IntermediateNotAfter.Append(root.NotAfter).Min();
        double left = Math.Floor((end - snapshot.TakenAt).TotalDays);
        return [Judgement.Of(left >= Parameter(Days), Offenders.Cluster, $"{Parameter(Days)} days or more", left < 0 ? $"ended on {end:u}" : $"{left} days, until {end:u}")];
    }
}
