using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-02: API listeners beyond loopback SHALL be bound to addresses that are named, not to all.</summary>
internal sealed class ListenersTakeEveryAddress() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-02",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "API listeners beyond loopback SHALL be bound to addresses that are named, not to all.",
        Why = "An address that is added to the host later opens the API there as well.",
        GivenUp = "Whoever reaches the host by any of its networks reaches the API.",
        Remedy = "Set addresses.https and the like to one address each.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Decision("On which of the host's networks is the API needed?")];

    private static readonly (string Listeners, string Port, string Address)[] s_apis =
    [
        ("(http_listeners)", "ports.http", "addresses.http"),
        ("(https_listeners)", "ports.https", "addresses.https"),
        ("(grpc_listeners)", "ports.grpc", "addresses.grpc"),
        ("(grpc_tls_listeners)", "ports.grpc_tls", "addresses.grpc_tls"),
        ("(dns_listeners)", "ports.dns", "addresses.dns"),
    ];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        string[] open = [.. s_apis.Where(api => Bound(node, api).Any(IsEverywhere)).Select(api => api.Address)];
        return Judgement.Of(open.Length == 0, node.Name, "named addresses", open.Length == 0 ? "named" : "all addresses: " + string.Join(", ", open), open.Length == 0 ? null : (node.Said(open[0]) ?? node.Said("client_addr"))?.Location);
    }

    private static IEnumerable<string> Bound(NodeView node, (string Listeners, string Port, string Address) api)
    {
        if (node.List(api.Listeners) is { } listeners)
        {
            return listeners.Where(l => !l.StartsWith("unix:", StringComparison.Ordinal)).Select(Addresses.HostOf);
        }

        return node.Number(api.Port) is > 0 ? (node.List(api.Address) is { Count: > 0 } own ? own : node.List("client_addr") ?? []).SelectMany(a => a.Split(' ')) : [];
    }

    private static bool IsEverywhere(string address) => address.Trim('[', ']') is "0.0.0.0" or "::";
}
