namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-10: disable_http_unprintable_char_filter SHALL be false.</summary>
internal sealed class UnprintableCharactersPass() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-10",
        Area = CheckArea.Execution,
        Severity = Severity.Low,
        Level = 1,
        Title = "disable_http_unprintable_char_filter SHALL be false.",
        Why = "Names with control characters can deceive who looks at them.",
        GivenUp = "A service can show another name than it has.",
        Remedy = "Take disable_http_unprintable_char_filter out.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "disable_http_unprintable_char_filter",
    "disable_http_unprintable_char_filter = false",
    value => value is not true);
