using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-04: autopilot.cleanup_dead_servers SHALL be on.</summary>
internal sealed class DeadServersStay() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-04",
        Area = CheckArea.Operations,
        Severity = Severity.Low,
        Level = 1,
        Title = "autopilot.cleanup_dead_servers SHALL be on.",
        Why = "Dead servers count for the quorum until they are removed.",
        GivenUp = "The loss of one more server stops the cluster.",
        Remedy = "Set autopilot.cleanup_dead_servers = true; on a running cluster consul operator autopilot set-config.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "autopilot.cleanup_dead_servers",
    "true",
    value => value is not false,
    NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("autopilot.cleanup_dead_servers", true, NodeRole.Server)];
}
