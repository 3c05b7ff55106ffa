using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-11: Entries of config_entries.bootstrap SHALL NOT open the mesh.</summary>
internal sealed class BootstrapEntriesWeaken() : MistakeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-11",
        Area = CheckArea.Operations,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Entries of config_entries.bootstrap SHALL NOT open the mesh.",
        Why = "They are made anew where somebody deleted them.",
        GivenUp = "The mesh is opened again at every election, whatever was changed by the API.",
        Remedy = "Take wildcard intentions that allow, permissive TLS and Envoy JSON out of config_entries.bootstrap.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "nothing that opens the mesh",
    "BootstrapEntryWeakens")
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Why does this entry open the mesh?")];
}
