using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Observation;
using ConsulSecurity.Text;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>A cluster of one server that every check is content with, and changes to it.</summary>
internal static partial class Snapshots
{
    private const string SecureConfiguration = """
        node_name = "s1"
        server = true
        client_addr = "127.0.0.1"
        bind_addr = "10.0.0.1"
        encrypt = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        ports { http = -1, https = 8501, serf_wan = -1 }
        serf_lan_allowed_cidrs = ["10.0.0.0/8"]
        acl {
          enabled = true
          default_policy = "deny"
          enable_token_persistence = true
          enable_key_list_policy = true
          tokens { agent = "8a6c1e3c-0000-4000-8000-000000000001" }
        }
        connect { enabled = true }
        default_intention_policy = "deny"
        peering { enabled = false }
        http_config {
          allow_write_http_from = ["127.0.0.0/8"]
          block_endpoints = ["/v1/acl/list", "/v1/acl/info"]
          response_headers { X-Frame-Options = "DENY", X-Content-Type-Options = "nosniff" }
        }
        limits { request_limits { mode = "enforcing", read_rate = 500, write_rate = 200 } }
        telemetry { statsd_address = "127.0.0.1:8125" }
        disable_update_check = true
        bootstrap_expect = 3
        """;

    private const string NewTls = """
        tls {
          defaults { ca_file = "/ca.pem", cert_file = "/cert.pem", key_file = "/key.pem", verify_incoming = true, verify_outgoing = true }
          internal_rpc { verify_server_hostname = true }
          grpc { verify_incoming = false }
        }
        """;

    private const string OldTls = """
        ca_file = "/ca.pem"
        cert_file = "/cert.pem"
        key_file = "/key.pem"
        verify_incoming = true
        verify_outgoing = true
        verify_server_hostname = true
        """;

    /// <summary>What a change begins with that is for Consul 1.11, which has no tls block.</summary>
    public const string Before112 = "# 1.11\n";

    /// <param name="configuration">A change of the configuration.</param>
    public static ClusterSnapshot Secure(string configuration = "") => WithServices(new()
    {
        TakenAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Datacenter = "dc1",
        Nodes = [Node(configuration)],
        Keyring = Look.Seen<IReadOnlyList<KeyringEvidence>>([new("LAN of dc1", "0123456789abcdef", 3, 3, 3, 32)]),
        Members = Look.Seen<IReadOnlyList<MemberEvidence>>([.. Enumerable.Range(1, 3).Select(i => Member($"s{i}", "1"))]),
        RaftPeers = Look.Seen<IReadOnlyList<RaftPeerEvidence>>([.. Enumerable.Range(1, 3).Select(i => new RaftPeerEvidence($"s{i}", true, "3"))]),
        RemoteExecKeys = Look.Seen(0),
    });

    public static MemberEvidence Member(string name, string useTls) => new(
        name, "10.0.0.1", true, new Dictionary<string, string> { ["role"] = "consul", ["use_tls"] = useTls, ["build"] = "1.20.0:" });

    public static ClusterSnapshot WithNode(this ClusterSnapshot snapshot, Func<NodeSnapshot, NodeSnapshot> change) =>
        snapshot with { Nodes = [.. snapshot.Nodes.Select(change)] };

    private static NodeSnapshot Node(string configuration)
    {
        bool isOld = configuration.StartsWith(Before112, StringComparison.Ordinal);
        var version = isOld ? new Version(1, 11, 0) : new Version(1, 20, 0);
        SourceText[] texts = [SourceText.FromString(isOld ? OldTls : NewTls, "00-tls.hcl"), SourceText.FromString(SecureConfiguration, "10-base.hcl"), SourceText.FromString(configuration, "20-change.hcl")];
        return new NodeSnapshot
        {
            Name = "s1",
            Address = "10.0.0.1",
            Version = $"{version}",
            IsServer = true,
            Configuration = Look.Seen(AgentConfigurations.From(MergedConfiguration.FromTexts(texts, version))),
            Running = Look.Seen<IReadOnlyDictionary<string, object?>>(new Dictionary<string, object?> { [RunningSettings.LanEncrypted] = true, ["(dev_mode)"] = false, ["(rpc_bind)"] = "tcp://10.0.0.1:8300", ["(serf_lan_bind)"] = "tcp://10.0.0.1:8301" }),
            Rpc = Look.Seen(new RpcEvidence { AcceptsPlaintext = false, SpeaksTls = true, DemandsClientCertificate = true, SpeaksOldTls = false, Fingerprint = SecureHost.Certificate.Certificate!.Fingerprint }),
            Https = Look.Seen(new RpcEvidence { SpeaksTls = true, DemandsClientCertificate = true, SpeaksOldTls = false }),
            PlainHttp = Look.Seen(false),
            LanGossip = Look.Seen(new GossipEvidence { AnswersClearTcp = false, AnswersClearUdp = false }),
            WanGossip = Look.Seen(new GossipEvidence { AnswersClearTcp = false, AnswersClearUdp = false }),
            Anonymous = Look.Seen<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["/v1/agent/self"] = 403, ["/ui/"] = 404 }),
            Mistakes = Seen<Diagnostic>(),
            Checks = Seen<CheckEvidence>(),
            Dns = Look.Missing<DnsEvidence>(EvidenceState.NotConfigured, "nothing answers at 10.0.0.1:8600"),
            Host = SecureHost.Evidence(),
        };
    }
}
