using System;
using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-06: server_rejoin_age_max SHALL NOT be above 7 days.</summary>
internal sealed class OldServersComeBack() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-06",
        Area = CheckArea.Operations,
        Severity = Severity.Info,
        Level = 2,
        Since = new Version(1, 15),
        Title = "server_rejoin_age_max SHALL NOT be above 7 days.",
        Why = "A server that was away for long brings old state back.",
        GivenUp = "Tokens and services that were removed come back with it.",
        Remedy = "Leave server_rejoin_age_max at 168h.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "server_rejoin_age_max",
    "at most 168h",
    value => value is null || (value is string text && GoDuration.Parse(text) is { TotalHours: > 0 and <= 168 }),
    NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("server_rejoin_age_max", "168h", NodeRole.Server)];
}
