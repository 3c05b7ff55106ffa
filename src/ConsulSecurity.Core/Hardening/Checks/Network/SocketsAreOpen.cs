using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>NET-10: Unix sockets of the API SHALL be for owner and group only.</summary>
internal sealed class SocketsAreOpen() : NodeCheck(
    new HardeningCheckInfo
    {
        Id = "NET-10",
        Area = CheckArea.Network,
        Severity = Severity.Medium,
        Level = 1,
        Title = "Unix sockets of the API SHALL be for owner and group only.",
        Why = "Whoever can write to the socket uses the API.",
        GivenUp = "Every account of the host uses the API, as the agent's default token may.",
        Remedy = "Set unix_sockets.mode = \"0660\" and unix_sockets.group.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    })
{
    public override IReadOnlyList<Remedy> Remedies => [new Remedy.Setting("unix_sockets.mode", "0660")];

    private static readonly string[] s_addresses = ["client_addr", "addresses.http", "addresses.https", "addresses.grpc", "addresses.dns"];

    protected override Judgement Judge(NodeView node)
    {
        if (!node.Node.Running.IsKnown && !node.Node.Configuration.IsKnown)
        {
            return Judgement.Unknown(node.Name, node.WhatIsMissing);
        }

        bool uses = s_addresses.SelectMany(name => node.List(name) ?? []).Any(a => a.Contains("unix:") || a.StartsWith("/", StringComparison.Ordinal));
        if (!uses)
        {
            return Judgement.NotApplicable(node.Name, "it has no unix socket");
        }

        FileEvidence[] files = [.. (node.Node.Host.Files.Value ?? []).Where(f => f.Role == FileRole.Socket && f.State == EvidenceState.Known)];
        string? mode = node.Text("unix_sockets.mode");
        bool holds = files.Length > 0 ? files.All(f => (f.Mode & 7) == 0) : mode is { Length: > 0 } && mode.EndsWith("0", StringComparison.Ordinal);
        return Judgement.Of(holds, node.Name, "0600 or 0660", files.Length > 0 ? string.Join(", ", files.Select(f => f.ToString())) : $"unix_sockets.mode = \"{mode}\"", node.Find("unix_sockets.mode")?.Location);
    }
}
