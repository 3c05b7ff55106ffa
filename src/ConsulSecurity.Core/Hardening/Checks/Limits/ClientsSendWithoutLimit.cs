using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-05: limits.rpc_rate SHALL be set on clients.</summary>
internal sealed class ClientsSendWithoutLimit() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-05",
        Area = CheckArea.Limits,
        Severity = Severity.Low,
        Level = 2,
        Title = "limits.rpc_rate SHALL be set on clients.",
        Why = "One program that asks in a loop keeps the servers busy.",
        GivenUp = "One client slows the cluster down for all.",
        Remedy = "Set limits.rpc_rate, for example to 100, and limits.rpc_max_burst.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "limits.rpc_rate",
    "above 0",
    value => value is > 0L or > 0.0 and < 1e300,
    NodeRole.Client)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("limits.rpc_rate", 100L, NodeRole.Client)];
}
