using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-21: At most two tokens SHALL have global-management.</summary>
internal sealed class ManyManagementTokens() : HardeningCheck(new HardeningCheckInfo
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
})
{
    private const string Most = "Most";

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        if (!snapshot.Tokens.IsKnown)
        {
            yield return TokenView.Missing(snapshot);
            yield break;
        }

        TokenEvidence[] managers = [.. snapshot.Tokens.Value!.Where(token => token.Policies.Contains("global-management"))];
        yield return Judgement.Of(managers.Length <= Parameter(Most), "cluster", $"at most {Parameter(Most)}", $"{managers.Length}: {string.Join(", ", managers.Take(10).Select(token => token.AccessorId))}");
    }
}
