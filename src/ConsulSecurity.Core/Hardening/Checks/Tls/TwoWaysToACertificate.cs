using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-43: auto_encrypt.tls and auto_config SHALL NOT both be on.</summary>
internal sealed class TwoWaysToACertificate() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-43",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 1,
        Title = "auto_encrypt.tls and auto_config SHALL NOT both be on.",
        Why = "They exclude each other, and the agent does not start.",
        GivenUp = "The agent stays down after its next restart.",
        Remedy = "Take one of them out.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    private static readonly string[] s_ways = ["auto_encrypt.tls", "auto_config.enabled"];

    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which of auto_encrypt and auto_config stays?")];

    protected override Judgement Judge(NodeView node) => !node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown
        ? Judgement.Unknown(node.Name, node.WhatIsMissing)
        : Judgement.Of(
            node.IsTrue("auto_encrypt.tls") != true || node.IsTrue("auto_config.enabled") != true, node.Name, "one of them at most",
            string.Join(", ", s_ways.Where(name => node.IsTrue(name) == true)) is { Length: > 0 } on ? on : "neither", node.Said("auto_config.enabled")?.Location);
}
