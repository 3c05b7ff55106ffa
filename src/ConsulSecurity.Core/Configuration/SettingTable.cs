namespace ConsulSecurity.Configuration;

/// <summary>
/// Every setting of the agent's configuration, one a line: its path, its kind, then the version it came with (none: before 1.8), the version it went
/// with (<c>-1.11</c>), <c>secret</c>, <c>file</c> or <c>directory</c> for what its value is, and <c>>new.name</c> for the one that takes its place.
/// Kinds: bool, int, float, string, duration, strings (list), map (of strings), block, blocks (list of them), free
/// (whatever stands in it), service(s) and check(s) (a definition, or a list of them; their settings are listed under @service and @check).
/// </summary>
internal static class SettingTable
{
    public const string Text = """
        acl block
        acl.default_policy string
        acl.disabled_ttl duration
        acl.down_policy string
        acl.enable_key_list_policy bool
        acl.enable_token_persistence bool
        acl.enable_token_replication bool
        acl.enabled bool
        acl.msp_disable_bootstrap bool
        acl.policy_ttl duration
        acl.role_ttl duration
        acl.token_ttl duration
        acl.tokens block
        acl.tokens.agent string secret
        acl.tokens.agent_master string secret >acl.tokens.agent_recovery
        acl.tokens.agent_recovery string 1.11 secret
        acl.tokens.config_file_service_registration string 1.15 secret
        acl.tokens.default string secret
        acl.tokens.dns string 1.17 secret
        acl.tokens.initial_management string 1.11 secret
        acl.tokens.managed_service_provider blocks
        acl.tokens.managed_service_provider.accessor_id string
        acl.tokens.managed_service_provider.secret_id string secret
        acl.tokens.master string secret >acl.tokens.initial_management
        acl.tokens.replication string secret
        acl_agent_master_token string secret >acl.tokens.agent_master
        acl_agent_token string secret >acl.tokens.agent
        acl_datacenter string >primary_datacenter
        acl_default_policy string >acl.default_policy
        acl_disabled_ttl duration
        acl_down_policy string >acl.down_policy
        acl_enable_key_list_policy bool >acl.enable_key_list_policy
        acl_master_token string secret >acl.tokens.master
        acl_replication_token string secret >acl.tokens.replication
        acl_token string secret >acl.tokens.default
        acl_ttl duration >acl.token_ttl
        addresses block
        addresses.dns string
        addresses.grpc string
        addresses.grpc_tls string 1.14
        addresses.http string
        addresses.https string
        advertise_addr string
        advertise_addr_ipv4 string
        advertise_addr_ipv6 string
        advertise_addr_wan string
        advertise_addr_wan_ipv4 string
        advertise_addr_wan_ipv6 string 1.9
        advertise_reconnect_timeout duration 1.9
        ae_interval duration
        alt_domain string
        audit block
        audit.enabled bool
        audit.rpc_enabled bool 1.18
        audit.sink free
        auto_config block
        auto_config.authorization block
        auto_config.authorization.enabled bool
        auto_config.authorization.static block
        auto_config.authorization.static.allow_reuse bool
        auto_config.authorization.static.bound_audiences strings
        auto_config.authorization.static.bound_issuer string
        auto_config.authorization.static.claim_assertions strings
        auto_config.authorization.static.claim_mappings map
        auto_config.authorization.static.clock_skew_leeway duration
        auto_config.authorization.static.expiration_leeway duration
        auto_config.authorization.static.jwks_ca_cert string
        auto_config.authorization.static.jwks_url string
        auto_config.authorization.static.jwt_supported_algs strings
        auto_config.authorization.static.jwt_validation_pub_keys strings
        auto_config.authorization.static.list_claim_mappings map
        auto_config.authorization.static.not_before_leeway duration
        auto_config.authorization.static.oidc_discovery_ca_cert string
        auto_config.authorization.static.oidc_discovery_url string
        auto_config.dns_sans strings
        auto_config.enabled bool
        auto_config.intro_token string secret
        auto_config.intro_token_file string file
        auto_config.ip_sans strings
        auto_config.server_addresses strings
        auto_encrypt block
        auto_encrypt.allow_tls bool
        auto_encrypt.dns_san strings
        auto_encrypt.ip_san strings
        auto_encrypt.tls bool
        auto_reload_config bool 1.10
        autopilot block
        autopilot.cleanup_dead_servers bool
        autopilot.disable_upgrade_migration bool
        autopilot.last_contact_threshold duration
        autopilot.max_trailing_logs int
        autopilot.min_quorum int
        autopilot.redundancy_zone_tag string
        autopilot.server_stabilization_time duration
        autopilot.upgrade_version_tag string
        bind_addr string
        bootstrap bool
        bootstrap_expect int
        ca_file string file >tls.defaults.ca_file
        ca_path string directory >tls.defaults.ca_path
        cache block
        cache.entry_fetch_max_burst int
        cache.entry_fetch_rate float
        cert_file string file >tls.defaults.cert_file
        check check
        check_deregister_interval_min duration
        check_output_max_size int
        check_reap_interval duration
        check_update_interval duration
        checks checks
        client_addr string
        cloud block 1.14
        cloud.auth_url string 1.14
        cloud.client_id string 1.14
        cloud.client_secret string 1.14 secret
        cloud.hostname string 1.14
        cloud.management_token string 1.15 secret
        cloud.resource_id string 1.14
        cloud.scada_address string 1.14
        config_entries block
        config_entries.bootstrap free
        connect block
        connect.ca_config free secret
        connect.ca_provider string
        connect.enable_mesh_gateway_wan_federation bool
        connect.enable_serverless_plugin bool 1.13
        connect.enabled bool
        connect.test_ca_leaf_root_change_spread duration
        consul block
        consul.coordinate block
        consul.coordinate.update_batch_size int
        consul.coordinate.update_max_batches int
        consul.coordinate.update_period duration
        consul.raft block
        consul.raft.election_timeout duration
        consul.raft.heartbeat_timeout duration
        consul.raft.leader_lease_timeout duration
        consul.server block
        consul.server.health_interval duration
        data_dir string directory
        datacenter string
        default_intention_policy string 1.18
        default_query_time duration
        disable_anonymous_signature bool
        disable_coordinates bool
        disable_host_node_id bool
        disable_http_unprintable_char_filter bool
        disable_keyring_file bool
        disable_remote_exec bool
        disable_update_check bool
        discard_check_output bool
        discovery_max_stale duration
        dns_config block
        dns_config.a_record_limit int
        dns_config.allow_stale bool
        dns_config.cache_max_age duration
        dns_config.disable_compression bool
        dns_config.enable_additional_node_meta_txt bool
        dns_config.enable_truncate bool
        dns_config.max_stale duration
        dns_config.node_ttl duration
        dns_config.only_passing bool
        dns_config.prefer_namespace bool
        dns_config.recursor_strategy string 1.11
        dns_config.recursor_timeout duration
        dns_config.service_ttl map
        dns_config.soa block
        dns_config.soa.expire int
        dns_config.soa.min_ttl int
        dns_config.soa.refresh int
        dns_config.soa.retry int
        dns_config.udp_answer_limit int
        dns_config.use_cache bool
        domain string
        enable_acl_replication bool >acl.enable_token_replication
        enable_agent_tls_for_checks bool
        enable_central_service_config bool
        enable_debug bool
        enable_local_script_checks bool
        enable_script_checks bool
        enable_syslog bool
        encrypt string secret
        encrypt_verify_incoming bool
        encrypt_verify_outgoing bool
        experiments strings 1.16
        gossip_lan block
        gossip_lan.gossip_interval duration
        gossip_lan.gossip_nodes int
        gossip_lan.probe_interval duration
        gossip_lan.probe_timeout duration
        gossip_lan.retransmit_mult int
        gossip_lan.suspicion_mult int
        gossip_wan block
        gossip_wan.gossip_interval duration
        gossip_wan.gossip_nodes int
        gossip_wan.probe_interval duration
        gossip_wan.probe_timeout duration
        gossip_wan.retransmit_mult int
        gossip_wan.suspicion_mult int
        http_config block
        http_config.allow_write_http_from strings
        http_config.block_endpoints strings
        http_config.max_header_bytes int 1.9
        http_config.response_headers map
        http_config.use_cache bool
        key_file string file >tls.defaults.key_file
        leave_on_terminate bool
        license_path string 1.10 file
        limits block
        limits.http_max_conns_per_client int
        limits.https_handshake_timeout duration
        limits.kv_max_value_size int
        limits.request_limits block 1.15
        limits.request_limits.mode string 1.15
        limits.request_limits.read_rate float 1.15
        limits.request_limits.write_rate float 1.15
        limits.rpc_client_timeout duration 1.13
        limits.rpc_handshake_timeout duration
        limits.rpc_max_burst int
        limits.rpc_max_conns_per_client int
        limits.rpc_rate float
        limits.txn_max_req_len int
        locality block 1.16
        locality.region string 1.16
        locality.zone string 1.16
        log_file string
        log_json bool
        log_level string
        log_rotate_bytes int
        log_rotate_duration duration
        log_rotate_max_files int
        max_query_time duration
        node_id string
        node_meta map
        node_name string
        non_voting_server bool >read_replica
        partition string 1.11
        peering block 1.13
        peering.enabled bool 1.13
        peering.test_allow_peer_registrations bool 1.14
        performance block
        performance.grpc_initial_window_size int 1.15
        performance.grpc_keepalive_interval duration 1.15
        performance.grpc_keepalive_timeout duration 1.15
        performance.leave_drain_time duration
        performance.raft_multiplier int
        performance.rpc_hold_timeout duration
        pid_file string
        ports block
        ports.dns int
        ports.expose_max_port int
        ports.expose_min_port int
        ports.grpc int
        ports.grpc_tls int 1.14
        ports.http int
        ports.https int
        ports.proxy_max_port int
        ports.proxy_min_port int
        ports.serf_lan int
        ports.serf_wan int
        ports.server int
        ports.sidecar_max_port int
        ports.sidecar_min_port int
        primary_datacenter string
        primary_gateways strings
        primary_gateways_interval duration
        protocol int
        raft_boltdb block 1.11
        raft_boltdb.NoFreelistSync bool 1.11
        raft_logstore block 1.15
        raft_logstore.backend string 1.15
        raft_logstore.boltdb block 1.15
        raft_logstore.boltdb.no_freelist_sync bool 1.15
        raft_logstore.disable_log_cache bool 1.15
        raft_logstore.verification block 1.15
        raft_logstore.verification.enabled bool 1.15
        raft_logstore.verification.interval duration 1.15
        raft_logstore.wal block 1.15
        raft_logstore.wal.segment_size_mb int 1.15
        raft_prevote_disabled bool 1.20
        raft_protocol int
        raft_snapshot_interval duration
        raft_snapshot_threshold int
        raft_trailing_logs int
        read_replica bool 1.9
        reconnect_timeout duration
        reconnect_timeout_wan duration
        recursors strings
        rejoin_after_leave bool
        reporting block 1.16
        reporting.license block 1.16
        reporting.license.enabled bool 1.16
        retry_interval duration
        retry_interval_wan duration
        retry_join strings
        retry_join_wan strings
        retry_max int
        retry_max_wan int
        revision string
        rpc block 1.9
        rpc.enable_streaming bool 1.9
        segment string
        segment_limit int
        segment_name_limit int
        segments blocks
        segments.advertise string
        segments.bind string
        segments.name string
        segments.port int
        segments.rpc_listener bool
        serf_lan string
        serf_lan_allowed_cidrs strings
        serf_wan string
        serf_wan_allowed_cidrs strings
        server bool
        server_name string
        server_rejoin_age_max duration 1.15
        service service
        services services
        session_ttl_min duration
        skip_leave_on_interrupt bool
        snapshot_agent free
        start_join strings >retry_join
        start_join_wan strings >retry_join_wan
        sync_coordinate_interval_min duration
        sync_coordinate_rate_target float
        syslog_facility string
        tagged_addresses map
        telemetry block
        telemetry.certificate free 1.22
        telemetry.circonus_api_app string
        telemetry.circonus_api_token string secret
        telemetry.circonus_api_url string
        telemetry.circonus_broker_id string
        telemetry.circonus_broker_select_tag string
        telemetry.circonus_check_display_name string
        telemetry.circonus_check_force_metric_activation string
        telemetry.circonus_check_id string
        telemetry.circonus_check_instance_id string
        telemetry.circonus_check_search_tag string
        telemetry.circonus_check_tags string
        telemetry.circonus_submission_interval string
        telemetry.circonus_submission_url string
        telemetry.disable_compat_1.9 bool 1.9
        telemetry.disable_hostname bool
        telemetry.disable_per_tenancy_usage_metrics bool 1.18
        telemetry.dogstatsd_addr string
        telemetry.dogstatsd_tags strings
        telemetry.enable_host_metrics bool 1.16
        telemetry.filter_default bool
        telemetry.metrics_prefix string
        telemetry.prefix_filter strings
        telemetry.prometheus_retention_time duration
        telemetry.retry_failed_connection bool 1.13
        telemetry.statsd_address string
        telemetry.statsite_address string
        tls block 1.12
        tls.defaults block 1.12
        tls.defaults.ca_file string 1.12 file
        tls.defaults.ca_path string 1.12 directory
        tls.defaults.cert_file string 1.12 file
        tls.defaults.key_file string 1.12 file
        tls.defaults.tls_cipher_suites string 1.12
        tls.defaults.tls_min_version string 1.12
        tls.defaults.verify_incoming bool 1.12
        tls.defaults.verify_outgoing bool 1.12
        tls.defaults.verify_server_hostname bool 1.17
        tls.grpc block 1.12
        tls.grpc.ca_file string 1.12 file
        tls.grpc.ca_path string 1.12 directory
        tls.grpc.cert_file string 1.12 file
        tls.grpc.key_file string 1.12 file
        tls.grpc.tls_cipher_suites string 1.12
        tls.grpc.tls_min_version string 1.12
        tls.grpc.use_auto_cert bool 1.12
        tls.grpc.verify_incoming bool 1.12
        tls.https block 1.12
        tls.https.ca_file string 1.12 file
        tls.https.ca_path string 1.12 directory
        tls.https.cert_file string 1.12 file
        tls.https.key_file string 1.12 file
        tls.https.tls_cipher_suites string 1.12
        tls.https.tls_min_version string 1.12
        tls.https.verify_incoming bool 1.12
        tls.https.verify_outgoing bool 1.12
        tls.internal_rpc block 1.12
        tls.internal_rpc.ca_file string 1.12 file
        tls.internal_rpc.ca_path string 1.12 directory
        tls.internal_rpc.cert_file string 1.12 file
        tls.internal_rpc.key_file string 1.12 file
        tls.internal_rpc.tls_cipher_suites string 1.12
        tls.internal_rpc.tls_min_version string 1.12
        tls.internal_rpc.verify_incoming bool 1.12
        tls.internal_rpc.verify_outgoing bool 1.12
        tls.internal_rpc.verify_server_hostname bool 1.12
        tls_cipher_suites string >tls.defaults.tls_cipher_suites
        tls_min_version string >tls.defaults.tls_min_version
        tls_prefer_server_cipher_suites bool
        translate_wan_addrs bool
        ui bool >ui_config.enabled
        ui_config block 1.9
        ui_config.content_path string 1.9
        ui_config.dashboard_url_templates map 1.9
        ui_config.dir string 1.9 directory
        ui_config.enabled bool 1.9
        ui_config.metrics_provider string 1.9
        ui_config.metrics_provider_files strings 1.9
        ui_config.metrics_provider_options_json string 1.9
        ui_config.metrics_proxy block 1.9
        ui_config.metrics_proxy.add_headers blocks 1.9
        ui_config.metrics_proxy.add_headers.name string 1.9
        ui_config.metrics_proxy.add_headers.value string 1.9 secret
        ui_config.metrics_proxy.base_url string 1.9
        ui_config.metrics_proxy.path_allowlist strings 1.9
        ui_content_path string >ui_config.content_path
        ui_dir string directory >ui_config.dir
        unix_sockets block
        unix_sockets.group string
        unix_sockets.mode string
        unix_sockets.user string
        use_streaming_backend bool 1.9
        verify_incoming bool >tls.defaults.verify_incoming
        verify_incoming_https bool >tls.https.verify_incoming
        verify_incoming_rpc bool >tls.internal_rpc.verify_incoming
        verify_outgoing bool >tls.defaults.verify_outgoing
        verify_server_hostname bool >tls.internal_rpc.verify_server_hostname
        version string
        version_prerelease string
        watches free
        xds block 1.14
        xds.update_max_per_second float 1.14
        @service.address string
        @service.check check
        @service.checks checks
        @service.connect block
        @service.connect.native bool
        @service.connect.sidecar_service service
        @service.enable_tag_override bool
        @service.id string
        @service.kind string
        @service.locality free 1.17
        @service.meta map
        @service.name string
        @service.namespace string 1.7
        @service.partition string 1.11
        @service.port int
        @service.ports free 1.22
        @service.proxy free
        @service.socket_path string 1.10
        @service.tagged_addresses free
        @service.tags strings
        @service.token string secret
        @service.weights block
        @service.weights.passing int
        @service.weights.warning int
        @check.alias_node string
        @check.alias_service string
        @check.args strings
        @check.body string
        @check.deregister_critical_service_after duration
        @check.deregistercriticalserviceafter duration
        @check.disable_redirects bool 1.10
        @check.docker_container_id string
        @check.dockercontainerid string
        @check.failures_before_critical int
        @check.failures_before_warning int 1.11
        @check.grpc string
        @check.grpc_use_tls bool
        @check.h2ping string 1.10
        @check.h2ping_use_tls bool 1.10
        @check.header free
        @check.http string
        @check.id string
        @check.interval duration
        @check.method string
        @check.name string
        @check.namespace string 1.7
        @check.notes string
        @check.os_service string 1.13
        @check.output_max_size int
        @check.partition string 1.11
        @check.scriptargs strings
        @check.service_id string
        @check.serviceid string
        @check.shell string
        @check.status string
        @check.success_before_passing int
        @check.tcp string
        @check.tcp_use_tls bool 1.17
        @check.timeout duration
        @check.tls_server_name string 1.9
        @check.tls_skip_verify bool
        @check.tlsskipverify bool
        @check.token string secret
        @check.ttl duration
        @check.udp string 1.13
        """;
}
