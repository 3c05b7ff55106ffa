namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-01: limits.http_max_conns_per_client SHALL be 1 to 200.</summary>
internal sealed class ConnectionsAreNotLimited() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-01",
        Area = CheckArea.Limits,
        Severity = Severity.Medium,
        Level = 1,
        Title = "limits.http_max_conns_per_client SHALL be 1 to 200.",
        Why = "One host can use up the agent's connections.",
        GivenUp = "One host can lock everyone else out of the API.",
        Remedy = "Leave limits.http_max_conns_per_client at 200.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "limits.http_max_conns_per_client",
    "1 to 200",
    value => value is null or (long and >= 1 and <= 200));
