using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-02: limits.https_handshake_timeout SHALL be at most 5 s.</summary>
internal sealed class HttpsHandshakesMayHang() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-02",
        Area = CheckArea.Limits,
        Severity = Severity.Low,
        Level = 1,
        Title = "limits.https_handshake_timeout SHALL be at most 5 s.",
        Why = "Handshakes that are never finished hold connections.",
        GivenUp = "One host can hold the agent's connections.",
        Remedy = "Set limits.https_handshake_timeout = \"5s\".",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "limits.https_handshake_timeout",
    "above 0, at most 5s",
    value => value is null || (value is string text && GoDuration.Parse(text) is { TotalSeconds: > 0 and <= 5 }));
