using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-44: Checks over TLS SHALL show the agent's certificate.</summary>
internal sealed class ChecksShowNoCertificate() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-44",
        Area = CheckArea.Tls,
        Severity = Severity.Low,
        Level = 2,
        Title = "Checks over TLS SHALL show the agent's certificate.",
        Why = "A service that demands a client certificate cannot be checked without one.",
        GivenUp = "Services are told to let checks in without a certificate.",
        Remedy = "Set enable_agent_tls_for_checks = true.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("enable_agent_tls_for_checks", true)];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Checks.IsKnown || node.IsTrue("enable_agent_tls_for_checks") is not { } shows)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        return node.Node.Checks.Value!.Any(check => check.Target?.StartsWith("https:", StringComparison.Ordinal) == true)
            ? Judgement.Of(shows, node.Name, "enable_agent_tls_for_checks = true", node.Find("enable_agent_tls_for_checks")!.Text, node.Find("enable_agent_tls_for_checks")!.Location)
            : Judgement.NotApplicable(node.Name, "no check asks over TLS");
    }
}
