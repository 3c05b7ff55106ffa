using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-05: Where Vault is the mesh's authority, it SHALL be reached by HTTPS and its certificate be verified, and from Consul 1.11 Consul SHALL log in by an auth method.</summary>
internal sealed class VaultIsNotTrusted() : AuthorityCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-05",
        Area = CheckArea.Mesh,
        Severity = Severity.High,
        Level = 1,
        Title = "Where Vault is the mesh's authority, it SHALL be reached by HTTPS and its certificate be verified, and from Consul 1.11 Consul SHALL log in by an auth method.",
        Why = "Keys and signatures go over that connection, and a token that cannot be renewed ends the mesh when it ends.",
        GivenUp = "Whoever sits between them can sign for every service.",
        Remedy = "Set-ConsulConnectCA with an https address and an auth method.",
        Needs = "operator:write",
        References = ["https://developer.hashicorp.com/consul/docs/connect/ca"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("How does Consul log in to Vault?")];

    protected override Judgement JudgeSettings(ConsulConnectCA authority, ClusterSnapshot snapshot)
    {
        if (authority.Provider != "vault")
        {
            return Judgement.NotApplicable(Offenders.Cluster, $"the provider is {authority.Provider}");
        }

        string Said(string name) => authority.Setting.TryGetValue(name, out string? text) ? text : string.Empty;
        bool knowsLogins = !Versions.AreAllBefore(snapshot, new Version(1, 11));
        string[] faults =
        [
            .. Said("Address").StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? Array.Empty<string>() : ["its address is not https"],
            .. Said("TLSSkipVerify").Equals("true", StringComparison.OrdinalIgnoreCase) ? ["its certificate is not verified"] : Array.Empty<string>(),
            .. knowsLogins && Said("AuthMethod").Length == 0 ? ["a token instead of an auth method"] : Array.Empty<string>(),
        ];
        return Judgement.Of(faults.Length == 0, Offenders.Cluster, "https, verified, by an auth method", faults.Length == 0 ? "so it is" : string.Join(", ", faults));
    }
}
