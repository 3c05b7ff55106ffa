using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-06: No policy besides global-management SHALL allow all that consul exec needs.</summary>
internal sealed class PolicyAllowsRemoteExec() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-06",
        Area = CheckArea.Execution,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No policy besides global-management SHALL allow all that consul exec needs.",
        Why = "Events and keys of _rexec with agent write make a shell on every node that has remote execution on.",
        GivenUp = "Whoever has such a token runs commands on every node where disable_remote_exec is false.",
        Remedy = "Deny event \"_rexec\" and key_prefix \"_rexec/\" in these policies.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/commands/exec"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which of these policies really runs commands on nodes?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Policies.IsKnown)
        {
            yield return snapshot.Policies.State == EvidenceState.NotConfigured
                ? Judgement.NotApplicable("cluster", "ACLs are off: see ACL-01")
                : Judgement.Unknown("cluster", AgentView.Missing(snapshot.Policies));
            yield break;
        }

        List<AclPolicy> policies = [.. snapshot.Policies.Value!.Where(policy => policy.Id != AclPolicy.GlobalManagementId)];
        if (policies.Exists(policy => policy.Rules is null))
        {
            yield return Judgement.Unknown("cluster", "acl:read, to see the policies' rules");
            yield break;
        }

        string[] enabling = [.. policies.Where(Enables).Select(policy => policy.Name)];
        yield return Judgement.Of(enabling.Length == 0, "cluster", "none", enabling.Length == 0 ? "none" : string.Join(", ", enabling.Take(10)));
    }

    private static bool Enables(AclPolicy policy)
    {
        var authorizer = new AclAuthorizer([AclPolicyRules.Read(policy.Name, policy.Rules!)]);
        bool Allows(string resource, string segment) => authorizer.Judge(new AclRequest(resource, segment, "write"), defaultAllows: false).Decision == AclDecision.Allow;
        return Allows("event", "_rexec") && Allows("key", "_rexec/x") && authorizer.Grants.Any(grant => grant.Resource.Name == "agent" && grant.Access == AclAccess.Write);
    }
}
