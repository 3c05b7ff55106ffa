namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-06: limits.kv_max_value_size SHALL NOT be raised.</summary>
internal sealed class ValuesMayBeLarge() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-06",
        Area = CheckArea.Limits,
        Severity = Severity.Medium,
        Level = 1,
        Title = "limits.kv_max_value_size SHALL NOT be raised.",
        Why = "Large values make Raft slow and elections happen.",
        GivenUp = "A writer of large values can make the cluster lose its leader.",
        Remedy = "Leave limits.kv_max_value_size at 524288.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "limits.kv_max_value_size",
    "at most 524288",
    value => value is null or (long and <= 524288));
