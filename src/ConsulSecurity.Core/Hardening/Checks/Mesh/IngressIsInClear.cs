using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-30: An ingress gateway SHALL speak TLS, and lead to named hosts.</summary>
internal sealed class IngressIsInClear() : EntryCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-30",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Title = "An ingress gateway SHALL speak TLS, and lead to named hosts.",
        Why = "What comes in there crosses networks that others see.",
        GivenUp = "Callers' requests and secrets can be read and changed on the way in; a wildcard leads to services that were not meant to be seen.",
        Remedy = "Set TLS.Enabled = true and name services and hosts in the ingress-gateway entry.",
        Needs = "service_prefix \"\" read and operator:read",
        References = ["https://developer.hashicorp.com/consul/docs/connect/config-entries/ingress-gateway"],
    }, "TLS, named services and hosts",
    "ingress-gateway")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which hosts does the gateway serve, and with whose certificate?")];

    protected override string? Fault(ConfigEntryEvidence entry)
    {
        List<string> faults = [];
        for (int i = 0; Text(entry, $"Listeners[{i}].Port") is { } port; i++)
        {
            if (!IsTrue(entry, "TLS.Enabled") && !IsTrue(entry, $"Listeners[{i}].TLS.Enabled"))
            {
                faults.Add($"port {port} in the clear");
            }

            for (int j = 0; Text(entry, $"Listeners[{i}].Services[{j}].Name") is { } name; j++)
            {
                if (name == "*" || Text(entry, $"Listeners[{i}].Services[{j}].Hosts[0]") == "*")
                {
                    faults.Add($"port {port} leads to {name} for every host");
                }
            }
        }

        return faults.Count == 0 ? null : Offenders.List(faults);
    }
}
