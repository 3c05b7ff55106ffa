using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-05: http_config.allow_write_http_from SHALL be set.</summary>
internal sealed class WritesFromAnywhere() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "NET-05",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 2,
        Title = "http_config.allow_write_http_from SHALL be set.",
        Why = "Any host may send writes to the agent's API otherwise.",
        GivenUp = "Whoever reaches the API can write from anywhere.",
        Remedy = "Set http_config.allow_write_http_from = [\"127.0.0.0/8\"] where only the host itself writes.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "http_config.allow_write_http_from",
    "at least one network, and not every address (/0)",
    value => value is IEnumerable<string> list && list.Any() && !list.Any(network => network.EndsWith("/0", StringComparison.Ordinal)));
