using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-16: Intentions with permissions SHALL deny before they allow, name whole path segments, and paths SHALL be normalized.</summary>
internal sealed class RequestRulesCanBePassed() : EvidenceCheck<IReadOnlyList<ConsulIntention>>(
    new HardeningCheckInfo
    {
        Id = "MSH-16",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 9),
        Title = "Intentions with permissions SHALL deny before they allow, name whole path segments, and paths SHALL be normalized.",
        Why = "/admin as a beginning fits /administrator too, and the first permission that fits decides.",
        GivenUp = "Requests that were meant to be refused get through by a path written otherwise.",
        Remedy = "Put denies first, end beginnings of paths with a slash or use exact paths, and leave path normalization on.",
        Needs = "service_prefix \"\" with intentions:read, and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/service-intentions", "https://developer.hashicorp.com/consul/docs/connect/config-entries/mesh"],
    }, snapshot => snapshot.Intentions)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Intentions)];

    private const string Insecure = "HTTP.Incoming.RequestNormalization.InsecureDisablePathNormalization";

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<ConsulIntention> seen, ClusterSnapshot snapshot)
    {
        List<ConsulIntention> byRequest = [.. seen.Where(intention => intention.Permissions.Length > 0)];
        if (byRequest.Count == 0)
        {
            return [Judgement.NotApplicable(Offenders.Cluster, "no intention has permissions")];
        }

        List<(string Subject, string Fault)> faults = [.. from intention in byRequest let fault = Fault(intention.Permissions) where fault is not null select ($"intention {intention.Source} => {intention.Destination}", fault)];
        ConfigEntryEvidence? mesh = snapshot.ConfigEntries.Value?.FirstOrDefault(entry => entry.Kind == "mesh");
        if (mesh is not null && mesh.Settings.TryGetValue(Insecure, out object? value) && value is true)
        {
            faults.Add(("mesh", "paths are not normalized"));
        }

        return faults.Count == 0 && !snapshot.ConfigEntries.IsKnown
            ? [Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.ConfigEntries))]
            : Offenders.Judge(faults, "denies first, whole segments, normalized paths", fault => fault.Subject, fault => fault.Fault, none: $"{byRequest.Count} intentions with permissions");
    }

    private static string? Fault(IntentionPermission[] permissions)
    {
        IntentionPermission? trap = permissions.FirstOrDefault(permission => permission.PathPrefix is { Length: > 1 } prefix && !prefix.EndsWith("/", StringComparison.Ordinal));
        int allow = Array.FindIndex(permissions, permission => permission.Action == IntentionAction.Allow);
        return trap is not null ? $"'{trap.PathPrefix}' fits longer names too"
            : allow >= 0 && Array.FindIndex(permissions, allow, permission => permission.Action == IntentionAction.Deny) > 0 ? "allows before it denies"
            : null;
    }
}
