using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Integration.Tests.Configuration;

/// <summary>Where the DebugConfig of Consul 1.8.7 shows a setting, and values for it that an agent starts with.</summary>
internal static class DebugConfigNames
{
    private const string Table = """
        acl.default_policy ACLDefaultPolicy allow deny
        acl.down_policy ACLDownPolicy allow deny extend-cache async-cache
        acl.enable_key_list_policy ACLEnableKeyListPolicy
        acl.enable_token_persistence ACLEnableTokenPersistence
        acl.enable_token_replication ACLTokenReplication
        acl.enabled ACLsEnabled
        acl.policy_ttl ACLPolicyTTL
        acl.role_ttl ACLRoleTTL
        acl.token_ttl ACLTokenTTL
        auto_encrypt.dns_san AutoEncryptDNSSAN a.b c.d e
        autopilot.cleanup_dead_servers AutopilotCleanupDeadServers
        autopilot.last_contact_threshold AutopilotLastContactThreshold
        autopilot.max_trailing_logs AutopilotMaxTrailingLogs
        autopilot.server_stabilization_time AutopilotServerStabilizationTime
        check_output_max_size CheckOutputMaxSize
        check_update_interval CheckUpdateInterval
        datacenter Datacenter dc1 dc2 east
        default_query_time DefaultQueryTime
        disable_anonymous_signature DisableAnonymousSignature
        disable_coordinates DisableCoordinates
        disable_host_node_id DisableHostNodeID
        disable_http_unprintable_char_filter DisableHTTPUnprintableCharFilter
        disable_keyring_file DisableKeyringFile
        disable_remote_exec DisableRemoteExec
        disable_update_check DisableUpdateCheck
        discard_check_output DiscardCheckOutput
        discovery_max_stale DiscoveryMaxStale
        dns_config.a_record_limit DNSARecordLimit
        dns_config.allow_stale DNSAllowStale
        dns_config.disable_compression DNSDisableCompression
        dns_config.enable_truncate DNSEnableTruncate
        dns_config.max_stale DNSMaxStale
        dns_config.node_ttl DNSNodeTTL
        dns_config.only_passing DNSOnlyPassing
        dns_config.recursor_timeout DNSRecursorTimeout
        dns_config.service_ttl DNSServiceTTL
        dns_config.udp_answer_limit DNSUDPAnswerLimit
        dns_config.use_cache DNSUseCache
        enable_agent_tls_for_checks EnableAgentTLSForChecks
        enable_central_service_config EnableCentralServiceConfig
        enable_debug EnableDebug
        enable_local_script_checks EnableLocalScriptChecks
        enable_script_checks EnableRemoteScriptChecks
        encrypt_verify_incoming EncryptVerifyIncoming
        encrypt_verify_outgoing EncryptVerifyOutgoing
        gossip_lan.gossip_nodes GossipLANGossipNodes
        gossip_lan.probe_interval GossipLANProbeInterval
        gossip_wan.retransmit_mult GossipWANRetransmitMult
        http_config.allow_write_http_from AllowWriteHTTPFrom 127.0.0.0/8 10.0.0.0/8 192.168.0.0/16
        http_config.block_endpoints HTTPBlockEndpoints /v1/acl/list /v1/snapshot /v1/agent/leave
        http_config.response_headers HTTPResponseHeaders
        http_config.use_cache HTTPUseCache
        leave_on_terminate LeaveOnTerm
        limits.http_max_conns_per_client HTTPMaxConnsPerClient
        limits.https_handshake_timeout HTTPSHandshakeTimeout
        limits.kv_max_value_size KVMaxValueSize
        limits.rpc_handshake_timeout RPCHandshakeTimeout
        limits.rpc_max_burst RPCMaxBurst
        limits.rpc_max_conns_per_client RPCMaxConnsPerClient
        limits.txn_max_req_len TxnMaxReqLen
        log_json Logging.LogJSON
        log_level Logging.LogLevel INFO WARN ERR
        log_rotate_bytes Logging.LogRotateBytes
        max_query_time MaxQueryTime
        node_meta NodeMeta
        node_name NodeName n1 n2 n3
        performance.leave_drain_time LeaveDrainTime
        performance.rpc_hold_timeout RPCHoldTimeout 500ms 1s 1500ms
        ports.dns DNSPort
        ports.expose_max_port ExposeMaxPort 21755 21800
        ports.expose_min_port ExposeMinPort 21500 21600
        ports.grpc GRPCPort
        ports.serf_lan SerfPortLAN
        ports.serf_wan SerfPortWAN
        ports.server ServerPort
        ports.sidecar_max_port ConnectSidecarMaxPort 21255 21300
        ports.sidecar_min_port ConnectSidecarMinPort 21000 21100
        primary_gateways_interval PrimaryGatewaysInterval
        raft_snapshot_interval RaftSnapshotInterval
        raft_snapshot_threshold RaftSnapshotThreshold
        raft_trailing_logs RaftTrailingLogs
        reconnect_timeout ReconnectTimeoutLAN 9h 10h30m
        rejoin_after_leave RejoinAfterLeave
        retry_interval RetryJoinIntervalLAN
        retry_join RetryJoinLAN 127.0.0.1:1 127.0.0.1:2 127.0.0.1:3
        retry_max RetryJoinMaxAttemptsLAN
        serf_lan_allowed_cidrs SerfAllowedCIDRsLAN 127.0.0.0/8 0.0.0.0/0
        server ServerMode
        server_name ServerName a.example b.example
        session_ttl_min SessionTTLMin
        skip_leave_on_interrupt SkipLeaveOnInt
        telemetry.disable_hostname Telemetry.DisableHostname
        telemetry.dogstatsd_tags Telemetry.DogstatsdTags a b c
        telemetry.metrics_prefix Telemetry.MetricsPrefix consul other
        tls_min_version TLSMinVersion tls10 tls11 tls12
        tls_prefer_server_cipher_suites TLSPreferServerCipherSuites
        translate_wan_addrs TranslateWANAddrs
        ui EnableUI
        ui_content_path UIContentPath /ui/ /a/
        unix_sockets.mode UnixSocketMode 0600 0660
        verify_incoming VerifyIncoming
        verify_incoming_https VerifyIncomingHTTPS
        verify_incoming_rpc VerifyIncomingRPC
        verify_outgoing VerifyOutgoing
        verify_server_hostname VerifyServerHostname
        acl_default_policy ACLDefaultPolicy allow deny
        acl_ttl ACLTokenTTL
        acl_enable_key_list_policy ACLEnableKeyListPolicy
        enable_acl_replication ACLTokenReplication
        """;

    /// <summary>The settings: path, name in DebugConfig, values to choose from (none: any of its kind).</summary>
    public static IReadOnlyList<(string Path, string Key, string[] Values)> All { get; } =
        [.. Table.Split('\n').Select(line => line.Trim().Split(' ')).Select(words => (words[0], words[1], words[2..]))];
}
