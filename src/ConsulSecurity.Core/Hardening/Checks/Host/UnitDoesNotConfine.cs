using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-08: The agent's unit SHALL confine it: NoNewPrivileges, ProtectSystem, PrivateTmp, LimitCORE=0.</summary>
internal sealed class UnitDoesNotConfine() : HostCheck<IReadOnlyDictionary<string, string>>(
    new HardeningCheckInfo
    {
        Id = "HST-08",
        Area = CheckArea.Host,
        Severity = Severity.Medium,
        Level = 2,
        Title = "The agent's unit SHALL confine it: NoNewPrivileges, ProtectSystem, PrivateTmp, LimitCORE=0.",
        Why = "systemd takes from the agent what it never needs.",
        GivenUp = "Whoever breaks into the agent can do more on the host than the agent has to.",
        Remedy = "Add NoNewPrivileges=yes, ProtectSystem=full, PrivateTmp=yes, LimitCORE=0 to the unit.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who changes the agent's unit?")];

    protected override Evidence<IReadOnlyDictionary<string, string>> Of(HostEvidence host) => host.Unit;

    protected override Judgement WithoutIt(NodeView node, string reason) => Judgement.NotApplicable(node.Name, reason);

    protected override Judgement Judge(NodeView node, IReadOnlyDictionary<string, string> seen)
    {
        string Value(string name) => seen.TryGetValue(name, out string? value) ? value : string.Empty;
        string[] missing =
        [
            .. Value("NoNewPrivileges") == "yes" ? [] : new[] { "NoNewPrivileges" },
            .. Value("ProtectSystem") is "yes" or "full" or "strict" ? [] : new[] { "ProtectSystem" },
            .. Value("PrivateTmp") is "yes" or "connected" or "disconnected" ? [] : new[] { "PrivateTmp" },
            .. Value("LimitCORE") == "0" ? [] : new[] { "LimitCORE" },
        ];
        return Judgement.Of(missing.Length == 0, node.Name, "all four", missing.Length == 0 ? "all four" : "without " + string.Join(", ", missing));
    }
}
