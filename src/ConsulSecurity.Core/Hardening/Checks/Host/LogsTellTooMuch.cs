namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-06: The log level SHALL NOT be TRACE or DEBUG in production.</summary>
internal sealed class LogsTellTooMuch() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "HST-06",
        Area = CheckArea.Host,
        Severity = Severity.Low,
        Level = 1,
        Title = "The log level SHALL NOT be TRACE or DEBUG in production.",
        Why = "Debug logs hold names, addresses and requests.",
        GivenUp = "Whoever reads the logs learns what goes on in the cluster.",
        Remedy = "Set log_level = \"INFO\".",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "log_level",
    "INFO, WARN or ERR",
    value => value is not string text || text.ToUpperInvariant() is not ("TRACE" or "DEBUG"));
