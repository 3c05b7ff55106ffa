namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-04: limits.rpc_max_conns_per_client SHALL be 1 to 100.</summary>
internal sealed class RpcConnectionsAreNotLimited() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-04",
        Area = CheckArea.Limits,
        Severity = Severity.Medium,
        Level = 1,
        Title = "limits.rpc_max_conns_per_client SHALL be 1 to 100.",
        Why = "One host can use up a server's connections.",
        GivenUp = "One host can lock every agent out of a server.",
        Remedy = "Leave limits.rpc_max_conns_per_client at 100.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "limits.rpc_max_conns_per_client",
    "1 to 100",
    value => value is null or (long and >= 1 and <= 100));
