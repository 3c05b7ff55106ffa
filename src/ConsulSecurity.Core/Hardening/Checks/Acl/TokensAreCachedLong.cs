using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-35: acl.token_ttl SHALL be at most 30 s.</summary>
internal sealed class TokensAreCachedLong() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-35",
        Area = CheckArea.Acl,
        Severity = Severity.Low,
        Level = 1,
        Title = "acl.token_ttl SHALL be at most 30 s.",
        Why = "A revoked token works that long on agents.",
        GivenUp = "Whoever has a revoked token can use it that much longer.",
        Remedy = "Set acl.token_ttl = \"30s\".",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "acl.token_ttl",
    "at most 30s",
    value => value is null || (value is string text && GoDuration.Parse(text) is { TotalSeconds: <= 30 }))
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("acl.token_ttl", "30s")];
}
