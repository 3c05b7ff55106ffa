using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-09: The mesh's roots SHALL have keys of EC with 256 bits or RSA with 2048 bits, or more.</summary>
internal sealed class AuthorityKeyIsWeak() : EvidenceCheck<ConsulConnectCA>(
    new HardeningCheckInfo
    {
        Id = "MSH-09",
        Area = CheckArea.Mesh,
        Severity = Severity.Low,
        Level = 1,
        Title = "The mesh's roots SHALL have keys of EC with 256 bits or RSA with 2048 bits, or more.",
        Why = "All identities of the mesh rest on that key.",
        GivenUp = "Whoever computes the key can make certificates for every service.",
        Remedy = "Set-ConsulConnectCA with a new root of a stronger key.",
        Needs = "a connection (-Connection)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    }, snapshot => snapshot.ConnectCA)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Connect)];

    protected override IEnumerable<Judgement> Judge(ConsulConnectCA seen, ClusterSnapshot snapshot) => Offenders.Judge(
        seen.Root.Where(root => !IsStrong(root.Key)), "ec 256 or rsa 2048, or more", root => $"root {root.Name}", root => root.Key, none: Offenders.List([.. seen.Root.Select(root => root.Key)]));

    private static bool IsStrong(string key)
    {
        string[] parts = key.Split(' ');
        return parts.Length == 2 && int.TryParse(parts[1], out int bits) && bits >= (parts[0] == "ec" ? 256 : 2048);
    }
}
