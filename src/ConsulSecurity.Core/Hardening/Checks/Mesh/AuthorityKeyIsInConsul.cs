using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-02: The mesh's authority SHALL be outside of Consul (Vault, AWS Private CA).</summary>
internal sealed class AuthorityKeyIsInConsul() : AuthorityCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-02",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 2,
        Title = "The mesh's authority SHALL be outside of Consul (Vault, AWS Private CA).",
        Why = "The built-in one keeps its private key in the servers' state, and so in every snapshot.",
        GivenUp = "Whoever gets a snapshot or a server's disk can make certificates for every service.",
        Remedy = "Set-ConsulConnectCA with Vault.",
        Needs = "operator:write",
        References = ["https://developer.hashicorp.com/consul/docs/connect/security", "https://developer.hashicorp.com/consul/docs/connect/ca"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which external authority signs for the mesh, Vault or AWS Private CA?")];

    protected override Judgement JudgeSettings(ConsulConnectCA authority, ClusterSnapshot snapshot) =>
        Judgement.Of(authority.Provider is "vault" or "aws-pca", Offenders.Cluster, "vault or aws-pca", authority.Provider!);
}
