using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>TLS-40: Clients SHALL get their certificates by auto_encrypt or auto_config, or tell by telemetry when they expire.</summary>
internal sealed class ClientCertificatesAreByHand() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "TLS-40",
        Area = CheckArea.Tls,
        Severity = Severity.Medium,
        Level = 2,
        Title = "Clients SHALL get their certificates by auto_encrypt or auto_config, or tell by telemetry when they expire.",
        Why = "What is renewed by hand is forgotten.",
        GivenUp = "Clients drop out on a day that nobody watches, and people turn verification off.",
        Remedy = "Set auto_encrypt.tls = true on clients and allow_tls on servers, or send telemetry (Consul 1.11 and later).",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    },
    NodeRole.Client)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("Do clients get their certificates by auto_encrypt?")];

    private static readonly Version s_tellsExpiry = new(1, 11);

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        bool isAutomatic = node.IsTrue("auto_encrypt.tls") == true || node.IsTrue("auto_config.enabled") == true;
        bool tells = (node.Version is null || node.Version >= s_tellsExpiry) && TelemetryView.Sinks(node).Count > 0;
        return Judgement.Of(isAutomatic || tells, node.Name, "auto_encrypt, auto_config, or telemetry", isAutomatic ? "by itself" : tells ? "telemetry" : "neither");
    }
}
