using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>ACL-40: The token for registrations from files SHALL NOT stand for several services.</summary>
internal sealed class OneTokenRegistersAllFiles() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "ACL-40",
        Area = CheckArea.Acl,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 15),
        Title = "The token for registrations from files SHALL NOT stand for several services.",
        Why = "It is for one service, or the services do not have tokens of their own.",
        GivenUp = "Each of those services can pose as the others.",
        Remedy = "Write a token into each definition instead: New-ConsulServiceDefinition.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.ServiceTokens)];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown || !node.Node.Definitions.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        AgentSetting? said = node.Node.Configuration.Value!.Find("acl.tokens.config_file_service_registration");
        string[] served = [.. node.Node.Definitions.Value!.Where(service => !service.HasToken && !service.IsSidecar).Select(service => service.Name).Distinct()];
        bool fails = said is { IsDefault: false, Value: not null } && served.Length > 1;
        return Judgement.Of(!fails, node.Name, "one service at most by that token", fails ? Offenders.List(served) : "no several services by that token", said?.Location);
    }
}
