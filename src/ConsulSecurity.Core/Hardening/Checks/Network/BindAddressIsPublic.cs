using System.Collections.Generic;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-03: bind_addr SHALL be a private address.</summary>
internal sealed class BindAddressIsPublic() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-03",
        Area = CheckArea.Network,
        Severity = Severity.High,
        Level = 1,
        Title = "bind_addr SHALL be a private address.",
        Why = "RPC and gossip are then on the internet.",
        GivenUp = "Whoever is on the internet reaches RPC and gossip.",
        Remedy = "Set bind_addr to the host's private address.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    protected override Judgement Judge(NodeView node) => node.Find("bind_addr") is { Value: { } value } seen
            ? Judgement.Of(Addresses.IsPrivate(Bare(value)), node.Name, "a private address", seen.Text, seen.Location)
            : Judgement.Unknown(node.Name, node.WhatIsMissing);

    // The running agent shows {"IP":...,"Zone":""} on some versions.
    private static string Bare(object value) => value as string ?? (value is IReadOnlyDictionary<string, string> map && map.TryGetValue("IP", out string? ip) ? ip : string.Empty);
}
