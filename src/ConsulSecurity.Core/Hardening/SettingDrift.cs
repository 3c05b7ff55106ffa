using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Text;

namespace ConsulSecurity.Hardening;

/// <summary>What an agent's files say and the running agent does not have.</summary>
internal static class SettingDrift
{
    // What consul reload brings into force, by its documentation; a block counts for all in it.
    private static readonly string[] s_reload =
    [
        "acl.tokens", "check", "checks", "service", "services", "discard_check_output", "http_config", "log_level", "metric_prefix_filter", "node_meta", "watches",
        "limits.rpc_rate", "limits.rpc_max_burst", "limits.rpc_max_conns_per_client", "limits.http_max_conns_per_client", "limits.request_limits", "tls", "ca_file",
        "ca_path", "cert_file", "key_file", "verify_incoming", "verify_incoming_rpc", "verify_incoming_https", "verify_outgoing", "verify_server_hostname",
    ];

    public static IReadOnlyList<AgentSetting> Of(NodeView node) =>
    [
        .. from said in node.Node.Configuration.Value!.Settings
           where !said.IsDefault && said.Value is bool or string or long && !said.IsSecret
           where node.Node.Running.Value!.TryGetValue(said.Name, out object? running) && running is bool or string or long && !Equals(running, said.Value)
           where node.Find(said.Name)!.Value is not string text || GoDuration.Parse(text) is null || GoDuration.Parse(text) != GoDuration.Parse(said.ValueText)
           select said,
    ];

    public static bool TakesReload(string name) => s_reload.Any(known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal));
}
