using System;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-01: client_addr SHALL be loopback or a unix socket.</summary>
internal sealed class ClientAddressIsOpen() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-01",
        Area = CheckArea.Network,
        Severity = Severity.Critical,
        Level = 1,
        Title = "client_addr SHALL be loopback or a unix socket.",
        Why = "It opens every API of the agent to the network.",
        GivenUp = "Whoever reaches the host can use the API.",
        Remedy = "Set client_addr = \"127.0.0.1\", and open single listeners by addresses.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node) => node.List("client_addr") is { } addresses
            ? Judgement.Of(addresses.SelectMany(a => a.Split(' ')).All(a => a.StartsWith("unix:", StringComparison.Ordinal) || a.StartsWith("/", StringComparison.Ordinal) || Addresses.IsLoopback(a)), node.Name, "loopback or a unix socket", node.Find("client_addr")!.Text, node.Find("client_addr")!.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);
}
