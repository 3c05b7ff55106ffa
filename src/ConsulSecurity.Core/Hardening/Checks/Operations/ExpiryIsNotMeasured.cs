using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-09: From Consul 1.11 telemetry SHALL be collected, with the days that certificates have left.</summary>
internal sealed class ExpiryIsNotMeasured() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-09",
        Area = CheckArea.Operations,
        Severity = Severity.Low,
        Level = 2,
        Since = new Version(1, 11),
        Title = "From Consul 1.11 telemetry SHALL be collected, with the days that certificates have left.",
        Why = "Only the metrics tell of the mesh's roots before they expire.",
        GivenUp = "Certificates expire on a day that nobody watches.",
        Remedy = "Set telemetry.prometheus_retention_time or a statsd address, and alert on consul.agent.tls.cert.expiry.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Who collects the telemetry?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        IReadOnlyList<string> sinks = TelemetryView.Sinks(node);
        return Judgement.Of(sinks.Count > 0, node.Name, "a sink, or prometheus_retention_time", sinks.Count > 0 ? string.Join(", ", sinks) : "neither");
    }
}
