using System;
using System.Collections.Generic;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>LIM-08: limits.rpc_client_timeout SHALL be at most 60 s and http_config.max_header_bytes at most 1 MiB.</summary>
internal sealed class RequestsMayBeLargeAndLong() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "LIM-08",
        Area = CheckArea.Limits,
        Severity = Severity.Info,
        Level = 2,
        Since = new Version(1, 13),
        Title = "limits.rpc_client_timeout SHALL be at most 60 s and http_config.max_header_bytes at most 1 MiB.",
        Why = "Both hold memory and connections of the agent for whoever asks.",
        GivenUp = "One host can hold the agent's connections and memory.",
        Remedy = "Leave both at their defaults.",
        Needs = "the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("limits.rpc_client_timeout", "60s")];

    private const long Mebibyte = 1024 * 1024;

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, "the agent's configuration (-Path)");
        }

        TimeSpan? timeout = node.Text("limits.rpc_client_timeout") is { } text ? GoDuration.Parse(text) : null;
        long header = node.Number("http_config.max_header_bytes") ?? 0;
        return Judgement.Of(
            (timeout is null || (timeout > TimeSpan.Zero && timeout <= TimeSpan.FromSeconds(60))) && header <= Mebibyte, node.Name, "at most 60s and 1048576",
            $"{node.Find("limits.rpc_client_timeout")?.Text ?? "limits.rpc_client_timeout is not set"}, {node.Find("http_config.max_header_bytes")?.Text ?? "http_config.max_header_bytes is not set"}",
            (node.Said("limits.rpc_client_timeout") ?? node.Said("http_config.max_header_bytes"))?.Location);
    }
}
