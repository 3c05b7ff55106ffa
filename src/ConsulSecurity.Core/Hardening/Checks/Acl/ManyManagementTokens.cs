using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-21: At most two tokens SHALL have global-management.</summary>
internal sealed class ManyManagementTokens() : EvidenceCheck<IReadOnlyList<AclToken>>(new HardeningCheckInfo
{
    Id = "ACL-21",
    Area = CheckArea.Acl,
    Severity = Severity.High,
    Level = 1,
    Title = "At most two tokens SHALL have global-management.",
    Why = "Each is a key to everything.",
    GivenUp = "Whoever has any of them may do everything.",
    Remedy = "Give people and programs policies of their own, and remove the rest.",
    Needs = "acl:read",
    Parameters = new Dictionary<string, long> { [Most] = 2 },
    References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
}, snapshot => snapshot.Tokens)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which of the tokens with global-management are needed?")];

    private const string Most = "Most";

    protected override IEnumerable<Judgement> Judge(IReadOnlyList<AclToken> seen, ClusterSnapshot snapshot)
    {
        var roles = new HashSet<string>((snapshot.Roles.Value ?? []).Where(role => role.Policies.Any(policy => policy.Id == AclPolicy.GlobalManagementId)).Select(role => role.Id));
        AclToken[] managers = [.. seen.Where(token => token.IsManagement || token.Roles.Any(role => roles.Contains(role.Id)))];
        yield return Judgement.Of(
            managers.Length <= Parameter(Most), Offenders.Cluster, $"at most {Parameter(Most)}", $"{managers.Length}: {Offenders.List([.. managers.Select(token => token.AccessorId)])}");
    }
}
