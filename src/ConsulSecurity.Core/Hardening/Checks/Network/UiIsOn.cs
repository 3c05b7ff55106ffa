namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-08: The UI SHALL be off where nobody needs it.</summary>
internal sealed class UiIsOn() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "NET-08",
        Area = CheckArea.Network,
        Severity = Severity.Low,
        Level = 2,
        Title = "The UI SHALL be off where nobody needs it.",
        Why = "It is one more thing that can be attacked.",
        GivenUp = "Whoever reaches the API gets a page to try tokens on.",
        Remedy = "Take ui (from 1.9 ui_config.enabled) out.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "ui",
    "ui = false",
    value => value is not true);
