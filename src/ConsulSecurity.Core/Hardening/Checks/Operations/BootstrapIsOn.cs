namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-03: bootstrap SHALL NOT be left on.</summary>
internal sealed class BootstrapIsOn() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-03",
        Area = CheckArea.Operations,
        Severity = Severity.Medium,
        Level = 1,
        Title = "bootstrap SHALL NOT be left on.",
        Why = "Two servers that have it make two clusters.",
        GivenUp = "The cluster may split in two.",
        Remedy = "Take bootstrap out; use bootstrap_expect.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "bootstrap",
    "bootstrap = false",
    value => value is not true,
    NodeRole.Server);
