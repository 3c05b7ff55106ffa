using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-29: A terminating gateway SHALL verify each service that it leads to (CAFile and SNI).</summary>
internal sealed class GatewayTrustsAnyService() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-29",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "A terminating gateway SHALL verify each service that it leads to (CAFile and SNI).",
        Why = "Outside of the mesh there are no identities but those certificates.",
        GivenUp = "Whoever can take the service's address gets what the mesh sends it.",
        Remedy = "Set CAFile and SNI for each service of the terminating-gateway entry.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/terminating-gateway"],
    }, "CAFile and SNI for each service",
    "terminating-gateway")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which authority signed for each service behind the gateway?")];

    protected override string? Fault(ConfigEntryEvidence entry)
    {
        List<string> loose = [];
        for (int i = 0; Text(entry, $"Services[{i}].Name") is { } name; i++)
        {
            if (Text(entry, $"Services[{i}].CAFile") is not { Length: > 0 } || Text(entry, $"Services[{i}].SNI") is not { Length: > 0 })
            {
                loose.Add(name);
            }
        }

        return loose.Count == 0 ? null : $"not verified: {Offenders.List(loose)}";
    }
}
