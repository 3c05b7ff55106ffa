using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>HST-15: The agent's environment SHALL hold no secrets.</summary>
internal sealed class SecretsAreInTheEnvironment() : HostCheck<ProcessEvidence>(
    new HardeningCheckInfo
    {
        Id = "HST-15",
        Area = CheckArea.Host,
        Severity = Severity.Medium,
        Level = 1,
        Title = "The agent's environment SHALL hold no secrets.",
        Why = "Environments are printed, dumped and inherited by the programs that checks run.",
        GivenUp = "Whoever runs a check or reads a dump has the secret.",
        Remedy = "Put them into private files.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Into which file go the secrets of the environment?")];

    private static readonly Regex s_secret = new("TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_KEY|ACCESS_KEY|API_KEY", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    protected override Evidence<ProcessEvidence> Of(HostEvidence host) => host.Process;

    // A variable that names a file holds no secret itself.
    protected override Judgement Judge(NodeView node, ProcessEvidence seen)
    {
        if (!seen.EnvironmentNames.IsKnown)
        {
            return Judgement.Unknown(node.Name, seen.EnvironmentNames.Reason);
        }

        string[] secrets = [.. seen.EnvironmentNames.Value!.Where(name => s_secret.IsMatch(name) && !name.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("_PATH", StringComparison.OrdinalIgnoreCase))];
        return Judgement.Of(secrets.Length == 0, node.Name, "no secret", secrets.Length == 0 ? "none by its name" : string.Join(", ", secrets));
    }
}
