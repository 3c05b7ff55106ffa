using System;
using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>MSH-33: Servers that federate through mesh gateways SHALL verify each other in both directions and by name.</summary>
internal sealed class GatewayFederationWithoutTls() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "MSH-33",
        Area = CheckArea.Mesh,
        Severity = Severity.Medium,
        Level = 1,
        Since = new Version(1, 8),
        Title = "Servers that federate through mesh gateways SHALL verify each other in both directions and by name.",
        Why = "Gateways lead connections by the name in TLS, and everybody can open one to them.",
        GivenUp = "Whoever reaches the gateway reaches the servers' RPC.",
        Remedy = "Set verify_incoming, verify_outgoing and verify_server_hostname on every server.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/connect/gateways/mesh-gateway/wan-federation-via-mesh-gateways"],
    }, NodeRole.Server)
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Procedure(RemedyProcedure.Tls)];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        if (node.IsTrue("connect.enable_mesh_gateway_wan_federation") != true)
        {
            return Judgement.NotApplicable(node.Name, "it does not federate through mesh gateways");
        }

        string[] missing =
        [
            .. node.VerifiesIncomingRpc == true ? Array.Empty<string>() : ["verify_incoming"],
            .. node.VerifiesOutgoing == true ? Array.Empty<string>() : ["verify_outgoing"],
            .. node.VerifiesServerHostname == true ? Array.Empty<string>() : ["verify_server_hostname"],
        ];
        return Judgement.Of(missing.Length == 0, node.Name, "all three verifications", missing.Length == 0 ? "all three" : $"not set: {string.Join(", ", missing)}");
    }
}
