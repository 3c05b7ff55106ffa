using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-03: No private key of the mesh's authority SHALL stand in the configuration, nor be told by the API.</summary>
internal sealed class AuthorityKeyIsShown() : HardeningCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-03",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "No private key of the mesh's authority SHALL stand in the configuration, nor be told by the API.",
        Why = "A key that was given is given back by /v1/connect/ca/configuration, as it is.",
        GivenUp = "Whoever has operator:write, or reads the file, can make certificates for every service.",
        Remedy = "Take connect.ca_config.private_key out, and let Consul or Vault make the key.",
        Needs = "operator:write, and the servers' configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/ca"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who makes the authority's key from now on, Consul itself or Vault?")];

    public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot)
    {
        foreach (NodeSnapshot node in snapshot.Nodes.Where(node => node.AuthoritySettings.IsKnown))
        {
            string? key = node.AuthoritySettings.Value!.FirstOrDefault(IsKey);
            yield return Judgement.Of(key is null, node.Name, "none", key is null ? "none in its files" : $"connect.ca_config.{key} is set", node.Configuration.Value?.Find("connect.ca_config")?.Location);
        }

        if (snapshot.ConnectCA.State == EvidenceState.NotConfigured)
        {
            yield return Judgement.NotApplicable(Offenders.Cluster, snapshot.ConnectCA.Reason);
        }
        else if (snapshot.ConnectCA.Value?.Provider is null)
        {
            yield return Judgement.Unknown(Offenders.Cluster, snapshot.ConnectCA.IsKnown ? "operator:write" : AgentView.Missing(snapshot.ConnectCA));
        }
        else
        {
            bool told = snapshot.ConnectCA.Value!.Setting.Any(setting => IsKey(setting.Key) && setting.Value.Length > 0);
            yield return Judgement.Of(!told, Offenders.Cluster, "none", told ? "the API tells a private key" : "the API tells none");
        }
    }

    private static bool IsKey(string name) => name.Replace("_", string.Empty).Equals("privatekey", StringComparison.OrdinalIgnoreCase);
}
