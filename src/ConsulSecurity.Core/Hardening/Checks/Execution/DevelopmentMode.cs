namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-09: No agent SHALL run in development mode.</summary>
internal sealed class DevelopmentMode() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-09",
        Area = CheckArea.Execution,
        Severity = Severity.Critical,
        Level = 1,
        Title = "No agent SHALL run in development mode.",
        Why = "-dev keeps nothing on disk and opens UI and debugging.",
        GivenUp = "All data and every setting of security are gone at a restart.",
        Remedy = "Start the agent with a configuration and a data folder.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "(dev_mode)",
    "not -dev",
    value => value is not true);
