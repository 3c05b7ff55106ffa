using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>
/// What a running agent shows of its settings (<c>/v1/agent/self</c>), under the names that configuration has for them. They are those of
/// its start: what was reloaded since is not in them.
/// </summary>
internal static class RunningSettings
{
    /// <summary>Whether gossip is encrypted now: not a setting, but what came of <c>encrypt</c> and the keyring file.</summary>
    public const string LanEncrypted = "(serf_lan encrypted)";

    /// <summary>The versions of Envoy that this Consul works with.</summary>
    public const string SupportedEnvoy = "(supported envoy)";

    public const string WanEncrypted = "(serf_wan encrypted)";

    // The setting, then where it stands in DebugConfig: before 1.12, and after.
    private const string Table = """
        acl.default_policy ACLDefaultPolicy ACLResolverSettings.ACLDefaultPolicy
        acl.down_policy ACLDownPolicy ACLResolverSettings.ACLDownPolicy
        acl.enable_key_list_policy ACLEnableKeyListPolicy
        acl.enable_token_persistence ACLEnableTokenPersistence ACLTokens.EnablePersistence
        acl.enabled ACLsEnabled
        acl.token_ttl ACLTokenTTL ACLResolverSettings.ACLTokenTTL
        auto_encrypt.allow_tls AutoEncryptAllowTLS
        auto_encrypt.tls AutoEncryptTLS
        autopilot.cleanup_dead_servers AutopilotCleanupDeadServers
        bind_addr BindAddr
        bootstrap Bootstrap
        ca_file CAFile TLS.InternalRPC.CAFile
        ca_path CAPath TLS.InternalRPC.CAPath
        cert_file CertFile TLS.InternalRPC.CertFile
        check_output_max_size CheckOutputMaxSize
        client_addr ClientAddrs
        connect.ca_provider ConnectCAProvider
        connect.enable_mesh_gateway_wan_federation ConnectMeshGatewayWANFederationEnabled
        connect.enabled ConnectEnabled
        data_dir DataDir
        datacenter Datacenter
        default_intention_policy DefaultIntentionPolicy
        disable_anonymous_signature DisableAnonymousSignature
        disable_http_unprintable_char_filter DisableHTTPUnprintableCharFilter
        disable_keyring_file DisableKeyringFile
        disable_remote_exec DisableRemoteExec
        disable_update_check DisableUpdateCheck
        discard_check_output DiscardCheckOutput
        enable_agent_tls_for_checks EnableAgentTLSForChecks
        enable_debug EnableDebug
        enable_local_script_checks EnableLocalScriptChecks
        enable_script_checks EnableRemoteScriptChecks
        encrypt_verify_incoming EncryptVerifyIncoming StaticRuntimeConfig.EncryptVerifyIncoming
        encrypt_verify_outgoing EncryptVerifyOutgoing StaticRuntimeConfig.EncryptVerifyOutgoing
        http_config.allow_write_http_from AllowWriteHTTPFrom
        http_config.block_endpoints HTTPBlockEndpoints
        http_config.response_headers HTTPResponseHeaders
        leave_on_terminate LeaveOnTerm
        limits.http_max_conns_per_client HTTPMaxConnsPerClient
        limits.https_handshake_timeout HTTPSHandshakeTimeout
        limits.kv_max_value_size KVMaxValueSize
        limits.rpc_handshake_timeout RPCHandshakeTimeout
        limits.rpc_max_conns_per_client RPCMaxConnsPerClient
        limits.rpc_rate RPCRateLimit
        limits.rpc_client_timeout RPCClientTimeout
        limits.rpc_max_burst RPCMaxBurst
        limits.txn_max_req_len TxnMaxReqLen
        log_level LogLevel Logging.LogLevel
        peering.enabled PeeringEnabled
        ports.dns DNSPort
        ports.expose_max_port ExposeMaxPort
        ports.expose_min_port ExposeMinPort
        ports.grpc GRPCPort
        ports.grpc_tls GRPCTLSPort
        ports.http HTTPPort
        ports.https HTTPSPort
        ports.serf_lan SerfPortLAN
        ports.serf_wan SerfPortWAN
        ports.server ServerPort
        ports.sidecar_max_port ConnectSidecarMaxPort
        ports.sidecar_min_port ConnectSidecarMinPort
        primary_datacenter PrimaryDatacenter
        recursors DNSRecursors
        serf_lan_allowed_cidrs SerfAllowedCIDRsLAN
        serf_wan_allowed_cidrs SerfAllowedCIDRsWAN
        server ServerMode
        skip_leave_on_interrupt SkipLeaveOnInt
        telemetry.dogstatsd_addr Telemetry.DogstatsdAddr
        telemetry.prometheus_retention_time Telemetry.PrometheusRetentionTime Telemetry.PrometheusOpts.Expiration
        telemetry.statsd_address Telemetry.StatsdAddr
        telemetry.statsite_address Telemetry.StatsiteAddr
        tls_cipher_suites TLSCipherSuites TLS.InternalRPC.CipherSuites
        tls_min_version TLSMinVersion TLS.InternalRPC.TLSMinVersion
        unix_sockets.mode UnixSocketMode
        ui EnableUI UIConfig.Enabled
        verify_incoming VerifyIncoming TLS.InternalRPC.VerifyIncoming
        verify_incoming_https VerifyIncomingHTTPS TLS.HTTPS.VerifyIncoming
        verify_incoming_rpc VerifyIncomingRPC TLS.InternalRPC.VerifyIncoming
        verify_outgoing VerifyOutgoing TLS.InternalRPC.VerifyOutgoing
        verify_server_hostname VerifyServerHostname TLS.InternalRPC.VerifyServerHostname
        (dev_mode) DevMode
        (dns_listeners) DNSAddrs
        (grpc_listeners) GRPCAddrs
        (grpc_tls_listeners) GRPCTLSAddrs
        (http_listeners) HTTPAddrs
        (https_listeners) HTTPSAddrs
        (rpc_bind) RPCBindAddr
        (serf_lan_bind) SerfBindAddrLAN
        (serf_wan_bind) SerfBindAddrWAN
        """;

    private static readonly string[][] s_rows =
        [.. Table.Split('\n').Select(line => line.Trim().Split(' ')).Where(parts => parts.Length > 1)];

    public static IReadOnlyDictionary<string, object?> Read(JObject self)
    {
        var settings = new Dictionary<string, object?>(StringComparer.Ordinal);
        JToken? debug = self["DebugConfig"];
        foreach (string[] row in s_rows)
        {
            if (row.Skip(1).Select(path => debug?.SelectToken(path)).FirstOrDefault(token => token is not null) is { } token)
            {
                settings[row[0]] = Value(token);
            }
        }

        if (self.SelectToken("xDS.SupportedProxies.envoy") is JArray envoy)
        {
            settings[SupportedEnvoy] = Value(envoy);
        }

        settings[LanEncrypted] = (string?)self.SelectToken("Stats.serf_lan.encrypted") == "true";
        if ((string?)self.SelectToken("Stats.serf_wan.encrypted") is { } wan)
        {
            settings[WanEncrypted] = wan == "true";
        }

        return settings;
    }

    private static object? Value(JToken token) => token.Type switch
    {
        JTokenType.Boolean => (bool)token,
        JTokenType.Integer => (long)token,
        JTokenType.Float => (double)token,
        JTokenType.String => (string?)token,
        JTokenType.Array => token.Select(item => item.ToString()).ToList(),
        JTokenType.Object => token.Children<JProperty>().ToDictionary(p => p.Name, p => p.Value.ToString()),
        _ => null,
    };
}
