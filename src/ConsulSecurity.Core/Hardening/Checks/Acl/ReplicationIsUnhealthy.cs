using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-36: Where ACLs come from another datacenter, they SHALL come without errors and by a token that may do no more than that.</summary>
internal sealed class ReplicationIsUnhealthy() : EvidenceCheck<AclReplicationEvidence>(
    new HardeningCheckInfo
    {
        Id = "ACL-36",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Where ACLs come from another datacenter, they SHALL come without errors and by a token that may do no more than that.",
        Why = "What is revoked in the primary datacenter stays valid here until it has come over.",
        GivenUp = "Revoked tokens and policies go on counting in this datacenter; a replication token that may do more is a key to everything.",
        Remedy = "Set acl.tokens.replication to a token with acl read (write for tokens too), operator write and service_prefix \"\" read with intentions read.",
        Needs = "a connection (-Connection); acl:read and the configuration (-Path) for the token's rights",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    }, snapshot => snapshot.Replication)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which token replicates ACLs, and what went wrong with it?")];

    private static readonly string[] s_needed = ["acl", "operator"];

    protected override IEnumerable<Judgement> Judge(AclReplicationEvidence seen, ClusterSnapshot snapshot)
    {
        bool? isPrimary = snapshot.Datacenters.Value is { Count: 1 } ? true : seen.IsEnabled ? false : IsPrimary(snapshot);
        if (isPrimary != false)
        {
            return [isPrimary == true
                ? Judgement.NotApplicable(Offenders.Cluster, "this datacenter is the primary one")
                : Judgement.Unknown(Offenders.Cluster, "agent:read, or the configuration (-Path), for primary_datacenter")];
        }

        bool isHealthy = seen is { IsEnabled: true, IsRunning: true, LastSuccess: not null } && !(seen.LastError > seen.LastSuccess);
        string state = !seen.IsEnabled ? "no replication" : !seen.IsRunning ? "it does not run" : $"last success {seen.LastSuccess?.ToString("u") ?? "never"}, last error {seen.LastError?.ToString("u") ?? "never"}";
        return [Judgement.Of(isHealthy, Offenders.Cluster, "replication without errors", state), .. Token(snapshot)];
    }

    private static bool? IsPrimary(ClusterSnapshot snapshot)
    {
        NodeView[] seen = [.. snapshot.Nodes.Where(node => node.Running.IsKnown || node.Configuration.IsKnown).Select(node => new NodeView(node))];
        return seen.Length == 0 ? null : seen.Any(node => node.Text("primary_datacenter") is null or "" || node.Text("primary_datacenter") == snapshot.Datacenter);
    }

    private static IEnumerable<Judgement> Token(ClusterSnapshot snapshot) =>
        from node in snapshot.Nodes
        from use in node.TokenUses.Value ?? []
        where use.Where is "acl.tokens.replication" or "acl_replication_token"
        let token = AclRights.Of(snapshot).Value?.Find(use.Accessor.Value)
        where token is not null
        let more = token.Grants.Where(grant => grant.Access == AclAccess.Write && !s_needed.Contains(grant.Resource.Name)).Select(grant => grant.ToRule().ToString()).ToList()
        select Judgement.Of(more.Count == 0, $"replication token of {node.Name}", "acl and operator write at most", more.Count == 0 ? "no more" : Offenders.List(more, 4), use.Location);
}
