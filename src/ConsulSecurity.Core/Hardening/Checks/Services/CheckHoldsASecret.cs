using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>SVC-09: No health check SHALL hold a secret in headers, address, body or arguments.</summary>
internal sealed class CheckHoldsASecret() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "SVC-09",
        Area = CheckArea.Service,
        Severity = Severity.Medium,
        Level = 1,
        Title = "No health check SHALL hold a secret in headers, address, body or arguments.",
        Why = "The agent shows check definitions to those that may read it.",
        GivenUp = "Whoever may read the agent or its files has the secret.",
        Remedy = "Give the application a path for checks that needs no secret, on loopback.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/services/configuration/services-configuration-reference"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("How can the service be checked without a secret?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Checks.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        List<CheckEvidence> suspects = [.. node.Node.Checks.Value!.Where(check => check.Suspects.Count > 0)];
        return Judgement.Of(
            suspects.Count == 0,
            node.Name,
            "none",
            suspects.Count == 0 ? $"{node.Node.Checks.Value!.Count} checks, none that looks so" : Offenders.List([.. suspects.Select(check => $"{check.Id}: {string.Join(", ", check.Suspects)}").Distinct()]),
            suspects.Select(check => check.Location).FirstOrDefault(place => place is not null));
    }
}
