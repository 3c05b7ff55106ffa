namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-08: enable_debug SHALL be false.</summary>
internal sealed class DebugEndpointsAreOn() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-08",
        Area = CheckArea.Execution,
        Severity = Severity.Medium,
        Level = 1,
        Title = "enable_debug SHALL be false.",
        Why = "Profiles and heap dumps show what the process holds.",
        GivenUp = "Whoever reaches the API can profile the agent.",
        Remedy = "Take enable_debug out and restart.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "enable_debug",
    "enable_debug = false",
    value => value is not true);
