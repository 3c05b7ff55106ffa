using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-06: http_config.block_endpoints SHALL name the APIs that nobody needs; up to 1.10 /v1/acl/list among them.</summary>
internal sealed class UnusedApisAreOpen() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-06",
        Area = CheckArea.Network,
        Severity = Severity.Low,
        Level = 2,
        Title = "http_config.block_endpoints SHALL name the APIs that nobody needs; up to 1.10 /v1/acl/list among them.",
        Why = "Up to 1.10 /v1/acl/list gives the secrets of management tokens away.",
        GivenUp = "Whoever has a token of some rights has more of the API than is needed to make more of it.",
        Remedy = "Set http_config.block_endpoints = [\"/v1/acl/list\", \"/v1/acl/info\", \"/v1/agent/leave\"] and what else is not used.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("http_config.block_endpoints", new List<string> { "/v1/acl/list", "/v1/acl/info", "/v1/agent/leave" })];

    private const string LegacyList = "/v1/acl/list";

    private static readonly Version s_withoutLegacy = new(1, 11);

    protected override Judgement Judge(NodeView node)
    {
        if (node.List("http_config.block_endpoints") is not { } blocked)
        {
            return node.Node.Configuration.IsKnown ? Judgement.Of(false, node.Name, "what is not used", "http_config.block_endpoints is not set") : Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        bool needsLegacy = node.Version is { } version && version < s_withoutLegacy;
        return Judgement.Of(
            blocked.Count > 0 && (!needsLegacy || blocked.Contains(LegacyList)), node.Name, needsLegacy ? LegacyList + " and what else is not used" : "what is not used",
            node.Find("http_config.block_endpoints")!.Text, node.Find("http_config.block_endpoints")!.Location);
    }
}
