namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-07: The HTTPS API SHALL be on.</summary>
internal sealed class HttpsIsOff() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-07",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The HTTPS API SHALL be on.",
        Why = "Tokens go over the wire in the clear otherwise.",
        GivenUp = "Whoever is on the way to the API can take the tokens.",
        Remedy = "Set ports.https = 8501, with a certificate.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "ports.https",
    "a port above 0",
    value => value is long and > 0);
