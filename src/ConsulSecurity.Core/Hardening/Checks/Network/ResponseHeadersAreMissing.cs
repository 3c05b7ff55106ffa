using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-07: The API SHALL send X-Frame-Options and X-Content-Type-Options, and SHALL NOT allow every origin.</summary>
internal sealed class ResponseHeadersAreMissing() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-07",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 2,
        Title = "The API SHALL send X-Frame-Options and X-Content-Type-Options, and SHALL NOT allow every origin.",
        Why = "Browsers then protect who uses the UI.",
        GivenUp = "A web page may use the UI of whoever looks at it.",
        Remedy = "Set http_config.response_headers.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/security/security-models/core"],
    })
{
    protected override Judgement Judge(NodeView node)
    {
        if (node.Find("http_config.response_headers")?.Value is not IReadOnlyDictionary<string, string> headers)
        {
            return node.Node.Running.IsKnown || node.Node.Configuration.IsKnown
                ? Judgement.Of(false, node.Name, "X-Frame-Options, X-Content-Type-Options", "http_config.response_headers is not set")
                : Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        // Browsers pass over values that they do not know.
        bool Has(string name, params string[] values) =>
            headers.Any(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase) && values.Contains(h.Value.Trim(), StringComparer.OrdinalIgnoreCase));
        bool open = headers.Any(h => string.Equals(h.Key, "Access-Control-Allow-Origin", StringComparison.OrdinalIgnoreCase) && h.Value == "*");
        return Judgement.Of(
            Has("X-Frame-Options", "DENY", "SAMEORIGIN") && Has("X-Content-Type-Options", "nosniff") && !open, node.Name, "X-Frame-Options: DENY or SAMEORIGIN, X-Content-Type-Options: nosniff, no origin *",
            string.Join(", ", headers.Select(h => $"{h.Key}: {h.Value}")), node.Find("http_config.response_headers")!.Location);
    }
}
