using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-14: The gossip key SHALL NOT stand on a command line, in a unit file or in the environment.</summary>
internal sealed class GossipKeyIsInTheProcessList() : HostCheck<ProcessEvidence>(
    new HardeningCheckInfo
    {
        Id = "GOS-14",
        Area = CheckArea.Gossip,
        Severity = Severity.High,
        Level = 1,
        Title = "The gossip key SHALL NOT stand on a command line, in a unit file or in the environment.",
        Why = "Every account of a host can read command lines, and many things print environments.",
        GivenUp = "Every account of the host can read the key, join the gossip and forge it.",
        Remedy = "Put encrypt into a private configuration file, and take -encrypt away.",
        Needs = "the configuration on the agent's own host (-Path), as its account or root",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who takes the key out of the unit file or start script?")];

    private static readonly Regex s_names = new("GOSSIP.*KEY|ENCRYPT.*KEY", RegexOptions.CultureInvariant);

    protected override Evidence<ProcessEvidence> Of(HostEvidence host) => host.Process;

    protected override Judgement Judge(NodeView node, ProcessEvidence seen)
    {
        string[] flags = [.. seen.SecretArguments.Where(flag => flag == "-encrypt")];
        string[] variables = [.. (seen.EnvironmentNames.Value ?? []).Where(name => s_names.IsMatch(name))];
        if (flags.Length + variables.Length == 0 && seen.SecretArguments.Contains("-hcl"))
        {
            return Judgement.Unknown(node.Name, "a look at what -hcl on the command line says: it names a secret");
        }

        return flags.Length + variables.Length == 0 && !seen.EnvironmentNames.IsKnown
            ? Judgement.Unknown(node.Name, "the names of the process's environment variables: run as the agent's account, or root")
            : Judgement.Of(flags.Length + variables.Length == 0, node.Name, "nowhere but in a file", flags.Length + variables.Length == 0 ? "neither" : string.Join(", ", flags.Concat(variables)));
    }
}
