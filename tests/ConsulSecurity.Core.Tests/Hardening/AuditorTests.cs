using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

public class AuditorTests
{
    [Fact]
    public void A_secure_snapshot_fails_nothing_and_leaves_nothing_open()
    {
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(Snapshots.Secure(), CheckCatalog.All);

        Assert.Empty(findings.Where(f => f.Outcome is not (FindingOutcome.Pass or FindingOutcome.NotApplicable)).Select(f => $"{f}: {f.Seen}{f.Reason}"));
        Assert.Equal(100, findings[0].Audit.Score);
    }

    [Fact]
    public void Where_nothing_was_looked_at_nothing_passes_and_nothing_fails()
    {
        var blind = new ClusterSnapshot { Nodes = [new NodeSnapshot { Name = "n1" }] };

        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(blind, CheckCatalog.All);

        Assert.All(findings, f => Assert.Equal(FindingOutcome.Unknown, f.Outcome));
        Assert.All(findings, f => Assert.NotEmpty(f.Reason));
        Assert.Equal(CheckCatalog.All.Count, findings.Select(f => f.Id).Distinct().Count());
        Assert.Equal(0, findings[0].Audit.Score);
    }

    public static TheoryData<string, string> Changes => new()
    {
        // One setting at a time, and the checks that it fails: its own and those that hang on it.
        { "GOS-04", "encrypt_verify_incoming = false" },
        { "GOS-05", "encrypt_verify_outgoing = false" },
        { "TLS-01", Snapshots.Before112 + "verify_incoming = false\nverify_incoming_https = true" },
        { "TLS-01", "tls { internal_rpc { verify_incoming = false } }" },
        { "TLS-03", "tls { internal_rpc { verify_server_hostname = false } }" },
        { "TLS-04", Snapshots.Before112 + "verify_incoming_rpc = false" },
        { "TLS-07", "ports { https = -1 }" },
        { "TLS-08", "ports { http = 8500 }\naddresses { http = \"10.0.0.1\" }" },
        { "TLS-14", Snapshots.Before112 + "tls_min_version = \"tls10\"" },
        { "EXE-01", "disable_remote_exec = false" },
        { "EXE-02", "enable_script_checks = true" },
        { "EXE-08", "enable_debug = true" },
        { "EXE-10", "disable_http_unprintable_char_filter = true" },
        { "ACL-01", "acl { enabled = false }" },
        { "ACL-02 ACL-14 ACL-16 ACL-17 ACL-24 ACL-25", "acl { default_policy = \"allow\" }" },
        { "ACL-03 ACL-02 ACL-14 ACL-16 ACL-17 ACL-24 ACL-25", "acl { default_policy = \"nope\" }" },
        { "ACL-04", "acl { down_policy = \"allow\" }" },
        { "ACL-09", "acl { tokens { master = \"x\" } }" },
        { "ACL-34", "acl { enable_token_persistence = false }" },
        { "ACL-35", "acl { token_ttl = \"5m\" }" },
        { "ACL-26", "acl { enable_key_list_policy = false }" },
        { "ACL-32", "acl_ttl = \"20s\"" },
        { "ACL-39", "acl { tokens { default = \"1f4e6c1e-0000-4000-8000-00000000000a\" } }" },
        { "MSH-12", "default_intention_policy = \"\"" },
        { "MSH-12", "default_intention_policy = \"allow\"" },
        { "MSH-31", "peering { enabled = true }" },
        { "MSH-01", "connect { enabled = false }" },
        { "NET-01 NET-02", "client_addr = \"0.0.0.0\"" + "\naddresses { https = \"127.0.0.1\", dns = \"127.0.0.1\" }" },
        { "NET-03", "bind_addr = \"8.8.8.8\"" },
        { "NET-04", "addresses { dns = \"10.0.0.1\" }\nrecursors = [\"10.0.0.53\"]" },
        { "NET-07", "http_config { response_headers { Access-Control-Allow-Origin = \"*\" } }" },
        { "NET-07", "http_config { response_headers { X-Frame-Options = \"ALLOWALL\" } }" },
        { "NET-05", "http_config { allow_write_http_from = [\"0.0.0.0/0\"] }" },
        { "GOS-17", "serf_lan_allowed_cidrs = [\"::/0\"]" },
        { "NET-08", "ui = true" },
        { "LIM-01", "limits { http_max_conns_per_client = 5000 }" },
        { "LIM-02", "limits { https_handshake_timeout = \"1m\" }" },
        { "LIM-03", "limits { rpc_handshake_timeout = \"1m\" }" },
        { "LIM-04", "limits { rpc_max_conns_per_client = 5000 }" },
        { "LIM-06", "limits { kv_max_value_size = 5000000 }" },
        { "HST-06", "log_level = \"TRACE\"" },
        { "HST-14", "disable_update_check = false" },
        { "OPS-03", "bootstrap = true" },
        { "OPS-05", "leave_on_terminate = true" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_setting_fails_its_own_check(string expected, string change) =>
        CheckAssert.Fails(expected, Snapshots.Secure(change));

    [Fact]
    public void What_the_ports_do_fails_the_checks_about_ports()
    {
        CheckAssert.Fails("GOS-15", Snapshots.Secure().WithNode(n => n with { LanGossip = Look.Seen(new GossipEvidence { AnswersClearTcp = true, AnswersClearUdp = false }) }));
        CheckAssert.Fails("GOS-16", Snapshots.Secure().WithNode(n => n with { LanGossip = Look.Seen(new GossipEvidence { AnswersClearTcp = false, AnswersClearUdp = true }) }));
        CheckAssert.Fails("TLS-18", Snapshots.Secure().WithNode(n => n with { Rpc = Look.Seen(new RpcEvidence { AcceptsPlaintext = true, SpeaksTls = true, DemandsClientCertificate = true, SpeaksOldTls = false }) }));
        CheckAssert.Fails("TLS-19", Snapshots.Secure().WithNode(n => n with { Rpc = Look.Seen(new RpcEvidence { AcceptsPlaintext = false, SpeaksTls = true, DemandsClientCertificate = false, SpeaksOldTls = false }) }));
        CheckAssert.Fails("TLS-20", Snapshots.Secure().WithNode(n => n with { Https = Look.Seen(new RpcEvidence { SpeaksTls = true, DemandsClientCertificate = false, SpeaksOldTls = false }) }));
        CheckAssert.Fails("TLS-17", Snapshots.Secure().WithNode(n => n with { Https = Look.Seen(new RpcEvidence { SpeaksTls = true, DemandsClientCertificate = true, SpeaksOldTls = true }) }));
        CheckAssert.Fails("NET-15", Snapshots.Secure().WithNode(n => n with { PlainHttp = Look.Seen(true) }));
        CheckAssert.Fails("ACL-08", Snapshots.Secure().WithNode(n => n with { Anonymous = Look.Seen<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["/v1/agent/self"] = 200 }) }));
        CheckAssert.Fails("HST-11", Snapshots.Secure().WithNode(n => n with { Version = "1.8.7" }));
    }

    [Fact]
    public void What_the_API_tells_fails_the_checks_about_the_cluster()
    {
        ClusterSnapshot secure = Snapshots.Secure();

        CheckAssert.Fails("GOS-02", secure with { Keyring = Look.Seen<IReadOnlyList<KeyringEvidence>>([new("LAN of dc1", "a", 3, 3, 3, 16)]) });
        CheckAssert.Fails("GOS-08", secure with { Keyring = Look.Seen<IReadOnlyList<KeyringEvidence>>([new("LAN of dc1", "a", 2, 2, 3, 32)]) });
        CheckAssert.Fails("GOS-09", secure with { Keyring = Look.Seen<IReadOnlyList<KeyringEvidence>>([new("LAN of dc1", "a", 3, 3, 3, 32), new("LAN of dc1", "b", 3, 0, 3, 32)]) });
        CheckAssert.Fails("TLS-46", secure with { Members = Look.Seen<IReadOnlyList<MemberEvidence>>([Snapshots.Member("s1", "1"), Snapshots.Member("s2", "0")]) });
        CheckAssert.Fails("ACL-07", secure with { Tokens = Snapshots.Seen([.. secure.Tokens.Value!.Skip(1), Snapshots.Token(AclToken.AnonymousId, "Anonymous Token", "dns")]) });
        CheckAssert.Fails("MSH-11 MSH-13", secure with { Intentions = Snapshots.Seen(Snapshots.Intention("*", "*", IntentionAction.Allow)) });
        CheckAssert.Fails("MSH-14", secure with { Intentions = Snapshots.Seen(Snapshots.Intention("*", "web", IntentionAction.Allow)) });
        CheckAssert.Fails("OPS-01", secure with { Members = Look.Seen<IReadOnlyList<MemberEvidence>>([Snapshots.Member("rogue", "1")]) });
        CheckAssert.Fails("OPS-02", secure with { RaftPeers = Look.Seen<IReadOnlyList<RaftPeerEvidence>>([new("s1", true, "3"), new("s2", true, "3"), new("s3", false, "3")]) });
        CheckAssert.Fails("OPS-12", secure with { RaftPeers = Look.Seen<IReadOnlyList<RaftPeerEvidence>>([new("s1", true, "2"), new("s2", true, "3"), new("s3", true, "3")]) });
    }

    [Fact]
    public void A_check_that_throws_is_an_error_and_the_others_go_on()
    {
        IReadOnlyList<HardeningFinding> findings = Auditor.Judge(Snapshots.Secure(), [new Broken(), .. CheckCatalog.All]);

        HardeningFinding error = Assert.Single(findings, f => f.Outcome == FindingOutcome.Error);
        Assert.Contains("InvalidOperationException", error.Reason, StringComparison.Ordinal);
        Assert.True(findings.Count > CheckCatalog.All.Count);
    }

    [Fact]
    public void Looking_less_never_raises_the_score()
    {
        int all = Auditor.Judge(Snapshots.Secure("disable_remote_exec = false"), CheckCatalog.All)[0].Audit.Score;
        int less = Auditor.Judge(
            Snapshots.Secure("disable_remote_exec = false").WithNode(n => n with { Configuration = new() }), CheckCatalog.All)[0].Audit.Score;

        Assert.InRange(less, 0, all);
    }

    [Fact]
    public void Every_check_says_all_that_a_reader_needs()
    {
        Assert.All(CheckCatalog.All.Select(check => check.Info), info =>
        {
            Assert.Matches("^(GOS|TLS|EXE|ACL|MSH|SVC|NET|LIM|HST|OPS)-[0-9]{2}$", info.Id);
            Assert.Contains("SHALL", info.Title, StringComparison.Ordinal);
            Assert.All(new[] { info.Why, info.GivenUp, info.Remedy, info.Needs }, text => Assert.NotEmpty(text));
            Assert.All(info.References, reference => Assert.StartsWith("https://", reference, StringComparison.Ordinal));
        });
        Assert.Equal(CheckCatalog.All.Count, CheckCatalog.All.Select(check => check.Info.Id).Distinct().Count());
    }

    [Fact]
    public void Every_check_class_is_in_the_catalogue() => Assert.Equal(
        typeof(HardeningCheck).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(HardeningCheck)) && !t.IsAbstract).Select(t => t.Name).Order(),
        CheckCatalog.All.Select(check => check.GetType().Name).Order());

    [Fact]
    public void A_snapshot_that_was_saved_is_judged_the_same()
    {
        ClusterSnapshot snapshot = Snapshots.Secure("enable_debug = true");

        ClusterSnapshot read = SnapshotFile.FromJson(SnapshotFile.ToJson(snapshot), "x.json");

        Assert.Equal(
            Auditor.Judge(snapshot, CheckCatalog.All).Select(f => $"{f} {f.Seen} {f.Location}"),
            Auditor.Judge(read, CheckCatalog.All).Select(f => $"{f} {f.Seen} {f.Location}"));
    }

    [Fact]
    public void A_snapshot_holds_no_key_and_no_token()
    {
        string json = SnapshotFile.ToJson(Snapshots.Secure());

        Assert.DoesNotContain("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", json, StringComparison.Ordinal);
        Assert.DoesNotContain("8a6c1e3c-0000-4000-8000-000000000001", json, StringComparison.Ordinal);
    }

    private sealed class Broken() : HardeningCheck(new HardeningCheckInfo
    {
        Id = "OPS-99",
        Area = CheckArea.Operations,
        Severity = Severity.Low,
        Title = "This SHALL throw.",
        Why = "x",
        GivenUp = "x",
        Remedy = "x",
        Needs = "x",
    })
    {
        public override IEnumerable<Judgement> Judge(ClusterSnapshot snapshot) => throw new InvalidOperationException("broken");
    }
}
