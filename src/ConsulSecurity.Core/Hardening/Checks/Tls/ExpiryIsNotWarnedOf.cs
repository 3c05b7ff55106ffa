using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-48: Warnings before certificates expire (telemetry.certificate) SHALL be on.</summary>
internal sealed class ExpiryIsNotWarnedOf() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-48",
        Area = CheckArea.Tls,
        Severity = Severity.Info,
        Level = 2,
        Since = new Version(1, 22),
        Title = "Warnings before certificates expire (telemetry.certificate) SHALL be on.",
        Why = "Consul then says in log and metrics when a certificate is about to expire.",
        GivenUp = "Certificates expire on a day that nobody watches.",
        Remedy = "Set telemetry.certificate.enabled = true.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/monitor/telemetry/certificate-expiration"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who gets the warnings of certificates that expire?")];

    // Its settings are not read one by one; said at all, what it says must be looked at.
    protected override Judgement Judge(NodeView node) => !node.Node.Configuration.IsKnown
        ? Judgement.Unknown(node.Name, "the agent's configuration (-Path)")
        : node.Said("telemetry.certificate") is { } said
            ? Judgement.Unknown(node.Name, $"a look at telemetry.certificate.enabled in {said.Location}")
            : Judgement.Of(true, node.Name, "on", "on (default)");
}
