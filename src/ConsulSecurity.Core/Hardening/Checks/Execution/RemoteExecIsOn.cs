namespace ConsulSecurity.Hardening.Checks;

/// <summary>EXE-01: Remote execution SHALL be off.</summary>
internal sealed class RemoteExecIsOn() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "EXE-01",
        Area = CheckArea.Execution,
        Severity = Severity.Critical,
        Level = 1,
        Title = "Remote execution SHALL be off.",
        Why = "consul exec runs commands on every agent as the agent's user.",
        GivenUp = "Whoever may write to the KV store and fire events runs commands on every node.",
        Remedy = "Set disable_remote_exec = true (Disable-ConsulRemoteExec) and restart.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    "disable_remote_exec",
    "disable_remote_exec = true",
    value => value is true);
