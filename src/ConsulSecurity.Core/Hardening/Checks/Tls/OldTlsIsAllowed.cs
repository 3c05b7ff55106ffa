namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-14: The lowest TLS version SHALL be 1.2.</summary>
internal sealed class OldTlsIsAllowed() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-14",
        Area = CheckArea.Tls,
        Severity = Severity.High,
        Level = 1,
        Title = "The lowest TLS version SHALL be 1.2.",
        Why = "TLS 1.0 and 1.1 are broken.",
        GivenUp = "A man in the middle may break old handshakes.",
        Remedy = "Set tls_min_version = \"tls12\" (from 1.12 TLSv1_2), or leave it out.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "tls_min_version",
    "tls12 or tls13",
    value => value is null or "" or "tls12" or "tls13" or "TLSv1_2" or "TLSv1_3");
