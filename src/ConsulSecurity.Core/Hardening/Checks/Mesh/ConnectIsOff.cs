using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-01: Connect SHALL be on, on every server.</summary>
internal sealed class ConnectIsOff() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-01",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Connect SHALL be on, on every server.",
        Why = "Without it there is no certificate authority for services.",
        GivenUp = "Services talk in the clear, and pose as each other by address.",
        Remedy = "Set connect.enabled = true (Enable-ConsulConnect), one server at a time.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security"],
    },
    "connect.enabled",
    "connect.enabled = true",
    value => value is true,
    NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];
}
