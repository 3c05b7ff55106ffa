namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-14: disable_update_check SHALL follow the privacy policy.</summary>
internal sealed class CallsHome() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "HST-14",
        Area = CheckArea.Host,
        Severity = Severity.Info,
        Level = 2,
        Title = "disable_update_check SHALL follow the privacy policy.",
        Why = "The agent asks HashiCorp for newer versions.",
        GivenUp = "HashiCorp sees address and version of the agents.",
        Remedy = "Set disable_update_check = true where it is not wanted.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "disable_update_check",
    "disable_update_check = true",
    value => value is true);
