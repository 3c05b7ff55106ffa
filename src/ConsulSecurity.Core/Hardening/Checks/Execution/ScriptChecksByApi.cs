namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-02: Script checks by the API SHALL be off.</summary>
internal sealed class ScriptChecksByApi() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-02",
        Area = CheckArea.Execution,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Script checks by the API SHALL be off.",
        Why = "Whoever may register a check can run commands on the node.",
        GivenUp = "Whoever reaches the API of the agent, or has service:write, runs commands on the node.",
        Remedy = "Take enable_script_checks out; use enable_local_script_checks for checks in files.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "enable_script_checks",
    "enable_script_checks = false",
    value => value is not true);
