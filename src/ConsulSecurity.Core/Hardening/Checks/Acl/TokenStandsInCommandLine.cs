using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-41: No token SHALL stand in the command line of the agent.</summary>
internal sealed class TokenStandsInCommandLine() : HostCheck<ProcessEvidence>(
    new HardeningCheckInfo
    {
        Id = "ACL-41",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No token SHALL stand in the command line of the agent.",
        Why = "Every account of the host sees it there, and service managers keep it in their units.",
        GivenUp = "Whoever has an account on the host has the rights of that token.",
        Remedy = "Put it into a file that is the agent's alone (acl.tokens), or set it by Set-ConsulAgentToken.",
        Needs = "the agent's configuration, on its own host (-Path)",
        References = ["https://github.com/hashicorp/consul/issues/1078"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.AgentTokens)];

    // A fragment of configuration is counted where it names a secret.
    private static readonly string[] s_flags = ["-token", "-http-token", "-hcl"];

    protected override Evidence<ProcessEvidence> Of(HostEvidence host) => host.Process;

    protected override Judgement Judge(NodeView node, ProcessEvidence seen)
    {
        string[] flags = [.. seen.SecretArguments.Where(flag => s_flags.Contains(flag))];
        return Judgement.Of(flags.Length == 0, node.Name, "none", flags.Length == 0 ? "none" : string.Join(", ", flags));
    }
}
