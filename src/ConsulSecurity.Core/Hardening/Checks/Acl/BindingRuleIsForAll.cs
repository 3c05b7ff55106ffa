using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-38: A binding rule SHALL choose whom it is for, and SHALL NOT give everyone a powerful role.</summary>
internal sealed class BindingRuleIsForAll() : EvidenceCheck<IReadOnlyList<AclBindingRule>>(
    new HardeningCheckInfo
    {
        Id = "ACL-38",
        Area = CheckArea.Acl,
        Severity = Severity.High,
        Level = 1,
        Title = "A binding rule SHALL choose whom it is for, and SHALL NOT give everyone a powerful role.",
        Why = "Without a selector it counts for every login of its method.",
        GivenUp = "Whoever can log in at all gets what it gives.",
        Remedy = "Set-ConsulAclBindingRule with a selector.",
        Needs = "acl:read",
        References = ["https://developer.hashicorp.com/consul/api-docs/acl/binding-rules"],
    }, snapshot => snapshot.BindingRules)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which logins is each binding rule for?")];

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclBindingRule> seen, ClusterSnapshot snapshot) => Offenders.Judge(
        from rule in seen let fault = Fault(rule, snapshot) where fault is not null select (rule, fault),
        "a selector, and no powerful role under a constant name",
        found => $"binding rule {found.rule.Id}",
        found => found.fault,
        none: $"{seen.Count} binding rules");

    private static string? Fault(AclBindingRule rule, ClusterSnapshot snapshot)
    {
        if (rule.Selector.Trim().Length == 0)
        {
            return $"{rule} for every login";
        }

        AclRights? rights = AclRights.Of(snapshot).Value;
        AclRole? role = rule.BindType == "role" ? snapshot.Roles.Value?.FirstOrDefault(one => one.Name == rule.BindName) : null;
        return rights is not null && role is not null && rights.State.Of(role).May(new AclRequest("acl", string.Empty, "write")) ? $"{rule}, which may write ACLs" : null;
    }
}
