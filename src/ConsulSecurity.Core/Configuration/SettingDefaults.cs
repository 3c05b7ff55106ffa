using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ConsulSecurity.Configuration;

/// <summary>What Consul takes where nothing is said: path, value, and the version from which on that is the value.</summary>
internal static class SettingDefaults
{
    private const string Table = """
        acl.default_policy allow
        acl.down_policy extend-cache
        acl.enable_key_list_policy false
        acl.enable_token_persistence false
        acl.enable_token_replication false
        acl.enabled false
        acl.policy_ttl 30s
        acl.role_ttl 0s
        acl.token_ttl 30s
        auto_config.authorization.enabled false
        auto_config.enabled false
        auto_encrypt.allow_tls false
        auto_encrypt.tls false
        auto_reload_config false
        bind_addr 0.0.0.0
        bootstrap false
        bootstrap_expect 0
        check_output_max_size 4096
        check_update_interval 5m
        client_addr 127.0.0.1
        connect.enabled false
        connect.enabled true 1.14
        connect.enable_mesh_gateway_wan_federation false
        datacenter dc1
        disable_anonymous_signature false
        disable_coordinates false
        disable_host_node_id true
        disable_http_unprintable_char_filter false
        disable_keyring_file false
        disable_remote_exec true
        disable_update_check false
        discard_check_output false
        dns_config.allow_stale true
        dns_config.recursor_timeout 2s
        dns_config.udp_answer_limit 3
        domain consul.
        enable_agent_tls_for_checks false
        enable_central_service_config false
        enable_central_service_config true 1.9
        enable_debug false
        enable_local_script_checks false
        enable_script_checks false
        enable_syslog false
        encrypt_verify_incoming true
        encrypt_verify_outgoing true
        http_config.use_cache true
        limits.http_max_conns_per_client 200
        limits.https_handshake_timeout 5s
        limits.kv_max_value_size 524288
        limits.rpc_client_timeout 60s 1.13
        limits.rpc_handshake_timeout 5s
        limits.rpc_max_burst 1000
        limits.rpc_max_conns_per_client 100
        limits.rpc_rate -1
        limits.txn_max_req_len 524288
        limits.request_limits.mode disabled 1.15
        log_json false
        log_level INFO
        peering.enabled false 1.13
        peering.enabled true 1.14
        performance.leave_drain_time 5s
        performance.raft_multiplier 5
        performance.rpc_hold_timeout 7s
        ports.dns 8600
        ports.expose_max_port 21755
        ports.expose_min_port 21500
        ports.grpc -1
        ports.grpc_tls -1 1.14
        ports.http 8500
        ports.https -1
        ports.serf_lan 8301
        ports.serf_wan 8302
        ports.server 8300
        ports.sidecar_max_port 21255
        ports.sidecar_min_port 21000
        rejoin_after_leave false
        retry_interval 30s
        retry_interval_wan 30s
        server false
        syslog_facility LOCAL0
        tls.defaults.tls_min_version TLSv1_2 1.12
        tls.defaults.verify_incoming false 1.12
        tls.defaults.verify_outgoing false 1.12
        tls.internal_rpc.verify_server_hostname false 1.12
        tls_min_version tls12
        tls_prefer_server_cipher_suites false
        translate_wan_addrs false
        ui_config.enabled false 1.9
        ui false
        verify_incoming false
        verify_incoming_https false
        verify_incoming_rpc false
        verify_outgoing false
        verify_server_hostname false
        """;

    private static readonly ILookup<string, (string Text, Version? Since)> s_defaults = Table
        .Split('\n')
        .Select(line => line.Trim().Split(' '))
        .ToLookup(words => words[0], words => (words[1], words.Length > 2 ? new Version(words[2]) : null));

    /// <summary>The paths that have a default in a version.</summary>
    public static IEnumerable<string> Paths(Version? version) =>
        s_defaults.Select(entry => entry.Key).Where(path => SettingNames.Find(path)?.IsIn(version) == true);

    /// <summary>The default, or null where there is none.</summary>
    public static object? Find(string path, Version? version, bool isServer)
    {
        string? text = s_defaults[path].Where(d => version is null || d.Since is null || version >= d.Since).Select(d => d.Text).LastOrDefault();
        text = (path, isServer) switch
        {
            ("leave_on_terminate", _) => isServer ? "false" : "true",
            ("skip_leave_on_interrupt", _) => isServer ? "true" : "false",
            ("ports.grpc_tls", true) when text is not null => "8503",
            _ => text,
        };
        return text is null ? null : Convert(text, SettingNames.Find(path)!.Kind);
    }

    private static object Convert(string text, SettingKind kind) => kind switch
    {
        SettingKind.Bool => text == "true",
        SettingKind.Int => long.Parse(text, CultureInfo.InvariantCulture),
        SettingKind.Float => double.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };
}
