using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-29: No policy or role SHALL be without use.</summary>
internal sealed class PolicyOrRoleIsUnused() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-29",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 1,
        Title = "No policy or role SHALL be without use.",
        Why = "What nobody uses nobody looks at, until somebody links it by mistake.",
        GivenUp = "Forgotten rights wait for whoever links them.",
        Remedy = "Remove-ConsulAclPolicy, Remove-ConsulAclRole.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/docs/security/acl"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Can the unused policies and roles be removed?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Tokens.IsKnown || !snapshot.Policies.IsKnown || !snapshot.Roles.IsKnown || !snapshot.BindingRules.IsKnown)
        {
            return [snapshot.Tokens.State == EvidenceState.NotConfigured
                ? Judgement.NotApplicable(Offenders.Cluster, snapshot.Tokens.Reason)
                : Judgement.Unknown(Offenders.Cluster, AgentView.Missing(snapshot.Tokens) is { Length: > 0 } missing ? missing : Info.Needs)];
        }

        var policies = new HashSet<string>(
            snapshot.Tokens.Value!.SelectMany(token => token.Policies).Concat(snapshot.Roles.Value!.SelectMany(role => role.Policies)).Select(link => link.Id));
        var roles = new HashSet<string>(snapshot.Tokens.Value!.SelectMany(token => token.Roles).Select(link => link.Id));
        var bound = new HashSet<string>(snapshot.BindingRules.Value!.Where(rule => rule.BindType is "role" or "policy").Select(rule => rule.BindName));

        // A name that is filled in at the login may be any.
        bool any = bound.Any(name => name.Contains("${"));
        return Offenders.Judge(
            snapshot.Policies.Value!.Where(policy => !policy.IsBuiltIn && !policies.Contains(policy.Id) && !bound.Contains(policy.Name)).Select(policy => $"policy {policy.Name}")
                .Concat(snapshot.Roles.Value!.Where(role => !any && !roles.Contains(role.Id) && !bound.Contains(role.Name)).Select(role => $"role {role.Name}")),
            "linked with a token, a role or a login",
            name => name,
            _ => "linked with nothing");
    }
}
