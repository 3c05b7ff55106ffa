using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>OPS-08: Telemetry SHALL go to private addresses, and metrics of the API SHALL be behind ACLs.</summary>
internal sealed class TelemetryLeaves() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "OPS-08",
        Area = CheckArea.Operations,
        Severity = Severity.Low,
        Level = 1,
        Title = "Telemetry SHALL go to private addresses, and metrics of the API SHALL be behind ACLs.",
        Why = "It names services, nodes and what they do, in the clear.",
        GivenUp = "Whoever is on the way learns what runs in the cluster.",
        Remedy = "Send it to a collector on the host or in the private network; turn ACLs on where prometheus_retention_time is set.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Which collector in the private network takes the telemetry?")];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        IReadOnlyList<string> sinks = TelemetryView.Sinks(node);
        if (sinks.Count == 0)
        {
            return Judgement.NotApplicable(node.Name, "it sends no telemetry");
        }

        // A name may lead anywhere; what it leads to is not known here.
        string[] faults =
        [
            .. sinks.Where(sink => IPAddress.TryParse(Addresses.WithoutPort(TelemetryView.Target(sink)), out IPAddress? ip) && !Addresses.IsPrivate(ip.ToString())),
            .. sinks.Any(sink => sink.StartsWith(TelemetryView.Prometheus, StringComparison.Ordinal)) && node.IsTrue("acl.enabled") == false ? new[] { "prometheus without ACLs" } : [],
        ];
        return Judgement.Of(faults.Length == 0, node.Name, "private, and behind ACLs", string.Join(", ", faults.Length == 0 ? sinks : faults));
    }
}
