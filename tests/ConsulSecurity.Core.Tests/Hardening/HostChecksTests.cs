using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Configuration;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using ConsulSecurity.Text;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>Checks of a node's settings, files, process, certificates and firewall: one change fails its own check.</summary>
public class HostChecksTests
{
    public static TheoryData<string, string> Settings => new()
    {
        { "GOS-06 GOS-04 GOS-05", "encrypt_verify_incoming = false\nencrypt_verify_outgoing = false" },
        { "GOS-07", "encrypt = \"H7w0l1hb7G1zWz0sQ2V5m0y1rC5Rk0mF4o3p6n8q9sA=\"" },
        { "GOS-13", "disable_keyring_file = true" },
        { "GOS-18", "ports { serf_wan = 8302 }" },
        { "GOS-19", "retry_join = [\"8.8.8.8\"]" },
        { "GOS-19", "retry_join = [\"provider=aws secret_access_key=x tag_key=y\"]" },
        { "TLS-13", "tls { grpc { use_auto_cert = true } }" },
        { "TLS-15", "tls { https { tls_min_version = \"tls12\" } }" },
        { "TLS-16", "tls { https { tls_cipher_suites = \"TLS_RSA_WITH_AES_128_CBC_SHA\" } }" },
        { "TLS-43", "auto_encrypt { tls = true }\nauto_config { enabled = true, intro_token_file = \"/t\" }" },
        { "TLS-42", "auto_config { enabled = true, intro_token = \"x\" }" },
        { "TLS-42", "auto_config { authorization { enabled = true } }" },
        { "TLS-47", "verify_outgoing = true" },
        { "EXE-11", "ui_config { metrics_proxy { path_allowlist = [\"/\"] } }" },
        { "NET-02", "addresses { https = \"0.0.0.0\" }" },
        { "NET-10", "addresses { https = \"unix:///run/c.sock\" }\nunix_sockets { mode = \"0666\" }" },
        { "LIM-07", "limits { request_limits { mode = \"disabled\" } }" },
        { "LIM-08", "limits { rpc_client_timeout = \"1h\" }" },
        { "LIM-08", "http_config { max_header_bytes = 99999999 }" },
        { "LIM-09", "check_output_max_size = 100000" },
        { "HST-16", "cloud { client_secret = \"x\" }" },
        { "OPS-04", "autopilot { cleanup_dead_servers = false }" },
        { "OPS-06", "server_rejoin_age_max = \"1000h\"" },
        { "OPS-08", "telemetry { statsd_address = \"8.8.8.8:8125\" }" },
        { "OPS-09", "telemetry { statsd_address = \"\" }" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void One_setting_fails_its_own_check(string expected, string change)
    {
        CheckAssert.Fails(expected, Snapshots.Secure(change));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "GOS-03", "GossipKeySample" }, { "GOS-03", "GossipKeyWeak" }, { "HST-07", "FileIgnored" }, { "HST-07", "ByteOrderMark" }, { "OPS-11", "BootstrapEntryWeakens" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_the_files_fails_its_own_check(string expected, string mistake) => CheckAssert.Fails(
        expected, Snapshots.Secure().WithNode(n => n with { Mistakes = Snapshots.Seen(new Diagnostic(DiagnosticSeverity.Warning, mistake, new SourceLocation("a.hcl", 1, 1), string.Empty)) }));

    [Fact]
    public void A_hostname_check_in_the_defaults_fails_before_1_17_only()
    {
        ClusterSnapshot With(string version) => Snapshots.Secure().WithNode(n => n with
        {
            Version = version,
            Configuration = Look.Missing<AgentConfiguration>(EvidenceState.NotAsked, "x"),
            Mistakes = Snapshots.Seen(new Diagnostic(DiagnosticSeverity.Error, "SettingTooNew", new SourceLocation("a.hcl", 1, 1), "tls.defaults.verify_server_hostname came with 1.17")),
        });

        CheckAssert.Is("TLS-06", FindingOutcome.Fail, With("1.14.0"));
        CheckAssert.Is("TLS-06", FindingOutcome.NotApplicable, With("1.18.0"));
        CheckAssert.Is("TLS-06", FindingOutcome.NotApplicable, With("1.8.7"));
    }

    public static TheoryData<string, FileRole, int, uint> Modes => new()
    {
        { "GOS-12", FileRole.Keyring, 0x1A4, 900 },
        { "GOS-12", FileRole.GossipFolder, 0x1ED, 900 },
        { "EXE-03 HST-03", FileRole.ConfigurationFile, 0x1B6, 0 },
        { "EXE-07", FileRole.WatchHandler, 0x1ED, 900 },
        { "EXE-07", FileRole.WatchHandler, 0x1FF, 0 },
        { "HST-02", FileRole.DataFolder, 0x1ED, 900 },
        { "HST-03 EXE-03", FileRole.ConfigurationFolder, 0x1FF, 0 },
        { "HST-04", FileRole.Program, 0x1ED, 900 },
        { "HST-04", FileRole.ProgramFolder, 0x1FF, 0 },
        { "HST-05", FileRole.ExportedSnapshot, 0x1A4, 900 },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_mode_fails_its_own_check_and_the_place_is_said(string expected, FileRole role, int mode, uint owner)
    {
        ClusterSnapshot snapshot = WithFiles(f => f.Role == role ? f with { Mode = mode, OwnerId = owner } : f, local: expected.Contains("EXE-03", StringComparison.Ordinal));

        string own = expected.Split(' ')[0];
        HardeningFinding[] failed = [.. Auditor.Judge(snapshot, CheckCatalog.All).Where(f => f.Outcome == FindingOutcome.Fail)];
        Assert.Contains(own, failed.Select(f => f.Id));
        Assert.Empty(failed.Select(f => f.Id).Except(expected.Split(' ')).Except(["SVC-05"]));
        Assert.All(failed.Where(f => f.Id == own), f => Assert.StartsWith("s1:" + f.Location!.Path, f.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public void A_plain_archive_and_an_old_one_fail()
    {
        CheckAssert.Fails("HST-05", WithFiles(f => f.Role == FileRole.ExportedSnapshot ? f with { IsPlainArchive = true } : f));
        CheckAssert.Fails("OPS-10", WithFiles(f => f.Role == FileRole.ExportedSnapshot ? f with { ChangedAt = f.ChangedAt!.Value.AddDays(-9) } : f));
        CheckAssert.Is("OPS-10", FindingOutcome.Unknown, WithFiles(f => f.Role == FileRole.ExportedSnapshot ? f with { Role = FileRole.LogFile } : f));
    }

    [Theory]
    [InlineData("TLS-05", "1.11", "verify_server_hostname = true\nca_file = \"/ca.pem\"")]
    [InlineData("TLS-05", "1.11", "verify_server_hostname = true\nverify_outgoing = true")]
    [InlineData("TLS-12", "1.14", "tls { defaults { verify_incoming = true } }")]
    public void A_configuration_that_says_too_little_fails(string id, string version, string configuration) => CheckAssert.Is(id, FindingOutcome.Fail, Snapshots.Secure().WithNode(n => n with
    {
        Configuration = Look.Seen(AgentConfigurations.From(MergedConfiguration.FromTexts([SourceText.FromString(configuration, "a.hcl")], Version.Parse(version)))),
    }));

    [Fact]
    public void Where_a_file_may_not_be_seen_nothing_passes()
    {
        ClusterSnapshot blind = WithFiles(f => f.Role is FileRole.DataFolder or FileRole.Keyring ? f with { State = EvidenceState.NoPermission } : f);

        Assert.All(["HST-02", "GOS-12", "EXE-04"], id => Assert.Contains(
            Auditor.Judge(blind, CheckCatalog.All.Where(c => c.Info.Id == id)), f => f.Outcome == FindingOutcome.Unknown && f.Reason.Contains("root", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_process_fails_its_checks()
    {
        CheckAssert.Fails("HST-01 SVC-05", WithProcess(p => p with { UserId = 0, User = "root" }));
        CheckAssert.Fails("GOS-14", WithProcess(p => p with { SecretArguments = ["-encrypt"] }));
        CheckAssert.Fails("HST-15", WithProcess(p => p with { EnvironmentNames = Snapshots.Seen("CONSUL_HTTP_TOKEN") }));
        CheckAssert.Fails("HST-09", WithProcess(p => p with { SecurityProfile = Look.Seen("unconfined") }));
        CheckAssert.Fails("HST-10", WithProcess(p => p with { CoreDumpLimit = Look.Seen<ulong?>(null) }));
        CheckAssert.Is("HST-15", FindingOutcome.Unknown, WithProcess(p => p with { EnvironmentNames = Look.Missing<IReadOnlyList<string>>(EvidenceState.NoPermission, "root") }));
    }

    [Fact]
    public void The_host_fails_its_checks()
    {
        CheckAssert.Fails("GOS-11", WithHost(h => h with { Keyrings = Snapshots.Seen([.. h.Keyrings.Value!.Select(k => k with { ChangedAt = k.ChangedAt.AddDays(-100) })]) }));
        CheckAssert.Fails("HST-08", WithHost(h => h with { Unit = Look.Seen<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["NoNewPrivileges"] = "no" }) }));
        CheckAssert.Fails("HST-13", WithHost(h => h with { ClockIsSynchronized = Look.Seen(false) }));
        CheckAssert.Fails("NET-23", WithHost(h => h with { Listeners = Snapshots.Seen([.. h.Listeners.Value!, SecureHost.Socket(9999, "0.0.0.0")]) }));
        CheckAssert.Fails("NET-21", WithHost(h => h with { Listeners = Snapshots.Seen([.. h.Listeners.Value!, SecureHost.Socket(21100, process: 5, name: "nc")]) }));
    }

    [Fact]
    public void The_firewall_fails_its_checks()
    {
        FirewallChainRuleEvidence Open(string port, string protocol = "tcp") => new() { Verdict = "accept", Protocol = protocol, Ports = [port] };
        ClusterSnapshot With(FirewallEvidence firewall, string change = "") => Snapshots.Secure(change).WithNode(n => n with { Host = n.Host with { Firewall = Look.Seen(firewall) } });

        CheckAssert.Fails("NET-12 NET-22", With(SecureHost.Firewall(true, Open("8300"))));
        CheckAssert.Fails("NET-13 NET-22", With(SecureHost.Firewall(true, Open("8301", "udp"))));
        CheckAssert.Fails("NET-14 NET-22 GOS-18", With(SecureHost.Firewall(true, Open("8302", "udp")), "ports { serf_wan = 8302 }"));
        CheckAssert.Fails("NET-16 NET-22", With(SecureHost.Firewall(true, Open("8502")), "ports { grpc = 8502 }\naddresses { grpc = \"10.0.0.1\" }\ntls { grpc { verify_incoming = false } }"));
        CheckAssert.Fails("NET-17 NET-22", With(SecureHost.Firewall(true, Open("8600", "udp")), "addresses { dns = \"10.0.0.1\" }"));
        CheckAssert.Fails("NET-18", With(SecureHost.Firewall(true, Open("21005"))));
        CheckAssert.Fails("NET-19", With(SecureHost.Firewall(true, Open("21500-21600"))));
        CheckAssert.Is("NET-20", FindingOutcome.Fail, With(SecureHost.Firewall(true, Open("19000"))).WithNode(n => n with { Host = n.Host with { Listeners = Snapshots.Seen(SecureHost.Socket(19000, "0.0.0.0", 5, "envoy")) } }));
        CheckAssert.Fails("NET-11 NET-12 NET-13 NET-18 NET-19", With(SecureHost.Firewall(false)));
        CheckAssert.Is("NET-12", FindingOutcome.Unknown, With(SecureHost.Firewall(true, Open("8300") with { HasOtherConditions = true })));
    }

    [Fact]
    public void Certificates_fail_their_checks()
    {
        AgentCertificateEvidence good = SecureHost.Certificate;
        AgentCertificateEvidence Of(CertificateRole role = CertificateRole.Server, AuthorityOrder? ca = null, Func<CertificateOrder, CertificateOrder>? order = null, DateTimeOffset? at = null) =>
            SecureHost.Issue(role, ca, order, at);

        Fails("TLS-22", good with { Authority = SecureHost.File(FileRole.Authority, "/ca.pem", 0x1B6, owner: 0) });
        Fails("TLS-22", good with { Certificate = null, Problem = "There is no file '/cert.pem'" });
        Fails("TLS-23", good with { KeyFingerprint = "another" });
        Fails("TLS-24", good with { Authorities = Of().Authorities });
        Fails("TLS-25", Of(CertificateRole.Client) with { Interfaces = ["grpc"] });
        Fails("TLS-28", Of(order: o => o with { Localhost = false }));
        Fails("TLS-30", Of(at: Snapshots.Secure().TakenAt.AddDays(-360)));
        Fails("TLS-31", Of(order: o => o with { Validity = TimeSpan.FromDays(800) }));
        Fails("TLS-35", Of(ca: new AuthorityOrder()));
        Fails("TLS-36", good with { AuthorityKeys = ["/ca-key.pem"] });
        Fails("TLS-37", good with { Key = good.Key! with { Mode = 0x1A4 } });
        Fails("TLS-49", good with { Damage = ["/cert.pem: a byte order mark"] });
        CheckAssert.Fails("TLS-21", Snapshots.Secure().WithNode(n => n with { Rpc = Look.Seen(new RpcEvidence { AcceptsPlaintext = false, SpeaksTls = true, DemandsClientCertificate = true, SpeaksOldTls = false, Fingerprint = new string('a', 64) }) }));
        CheckAssert.Is("TLS-24", FindingOutcome.Unknown, With(good with { Certificate = null, Problem = "x", MayNotLook = true }));
    }

    [Fact]
    public void Rules_of_the_judge_reach_the_audit_as_they_are()
    {
        string[] judged = [.. CheckCatalog.All.Where(c => c is CertificateCheck).Select(c => c.Info.Id)];

        Assert.Equal(ConsulSecurity.Certificates.Judging.CertificateJudge.Rules.Select(r => r.Id), judged);
        Assert.All(ConsulSecurity.Certificates.Judging.CertificateJudge.Rules, rule => Assert.Equal(rule.Severity, CheckCatalog.All.Single(c => c.Info.Id == rule.Id).Info.Severity));
    }

    [Fact]
    public void Two_agents_with_one_key_fail()
    {
        ClusterSnapshot two = Snapshots.Secure() is var s ? s with { Nodes = [s.Nodes[0], s.Nodes[0] with { Name = "s2", Host = s.Nodes[0].Host with { Certificates = Snapshots.Seen(SecureHost.Certificate with { Path = "/other.pem", Certificate = Renamed("/other.pem") }) } }] } : s;

        Assert.Contains(Auditor.Judge(two, CheckCatalog.All), f => f is { Id: "TLS-38", Outcome: FindingOutcome.Fail });
    }

    [Fact]
    public void A_client_is_judged_as_a_client()
    {
        ClusterSnapshot With(AgentCertificateEvidence certificate, string change = "") => Snapshots.Secure(change).WithNode(n => n with
        {
            IsServer = false,
            Host = n.Host with { Certificates = Snapshots.Seen(certificate) },
        });
        AgentCertificateEvidence own = SecureHost.Issue(CertificateRole.Client);

        CheckAssert.Is("TLS-39", FindingOutcome.Pass, With(own));
        CheckAssert.Is("TLS-26", FindingOutcome.Pass, With(own));
        CheckAssert.Is("TLS-39", FindingOutcome.Fail, With(SecureHost.Certificate));
        CheckAssert.Is("TLS-26", FindingOutcome.Fail, With(SecureHost.Certificate));
        CheckAssert.Is("LIM-05", FindingOutcome.Fail, With(own));
        CheckAssert.Is("LIM-05", FindingOutcome.Pass, With(own, "limits { rpc_rate = 100 }"));
        CheckAssert.Is("TLS-40", FindingOutcome.Pass, With(own));
        CheckAssert.Is("TLS-40", FindingOutcome.Fail, With(own, "telemetry { statsd_address = \"\" }"));
    }

    [Fact]
    public void Health_checks_fail_their_checks()
    {
        ClusterSnapshot With(CheckEvidence check, string change = "") => Snapshots.Secure(change).WithNode(n => n with { Checks = Snapshots.Seen(check) });
        var http = new CheckEvidence { Id = "web", Kind = "http", Target = "https://10.0.0.5:443", RefusesRedirects = true };

        CheckAssert.Fails("TLS-44", With(http));
        CheckAssert.Fails("TLS-45", With(http with { SkipsVerification = true }, "enable_agent_tls_for_checks = true"));
        CheckAssert.Fails("EXE-12", With(http with { Target = "http://169.254.169.254:80" }));
        CheckAssert.Fails("EXE-12", With(http with { Target = "http://10.0.0.5:80", RefusesRedirects = false }));
        CheckAssert.Fails("EXE-04", With(new CheckEvidence { Id = "x", Kind = "script", IsFromApi = true }));
        CheckAssert.Is("EXE-04", FindingOutcome.Pass, With(new CheckEvidence { Id = "x", Kind = "script" }));
    }

    [Fact]
    public void The_API_tells_of_remote_execution_and_of_signing()
    {
        ClusterSnapshot secure = Snapshots.Secure();

        CheckAssert.Fails("EXE-05", secure with { RemoteExecKeys = Look.Seen(2) });
        Assert.Contains(
            Auditor.Judge(secure.WithPolicy("event \"_rexec\" { policy = \"write\" } key_prefix \"_rexec/\" { policy = \"write\" } agent_prefix \"\" { policy = \"write\" }"), CheckCatalog.All),
            f => f is { Id: "EXE-06", Outcome: FindingOutcome.Fail });
        CheckAssert.Is("EXE-06", FindingOutcome.Pass, secure.WithPolicy("event \"_rexec\" { policy = \"write\" }"));
        CheckAssert.Is("LIM-10", FindingOutcome.Fail, secure.WithAuthority("consul", ("CSRMaxPerSecond", "0")));
        CheckAssert.Fails("GOS-10", secure with { Keyring = Snapshots.Seen<KeyringEvidence>(new("LAN of dc1", "a", 3, 3, 3, 32), new("WAN", "b", 3, 3, 3, 32)) });
        CheckAssert.Fails("NET-09 ACL-08", secure.WithNode(n => n with { Anonymous = Look.Seen<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["/v1/agent/self"] = 200, ["/ui/"] = 200 }) }));
    }

    [Fact]
    public void What_waits_for_a_restart_is_told_from_what_a_reload_brings()
    {
        ClusterSnapshot With(string name, object running, string change) => Snapshots.Secure(change).WithNode(n => n with
        {
            Running = Look.Seen<IReadOnlyDictionary<string, object?>>(new Dictionary<string, object?>(n.Running.Value!.ToDictionary(p => p.Key, p => p.Value)) { [name] = running }),
        });

        CheckAssert.Is("OPS-14", FindingOutcome.Fail, With("enable_debug", true, "enable_debug = false"));
        CheckAssert.Is("OPS-14", FindingOutcome.Pass, With("log_level", "WARN", "log_level = \"INFO\""));
        CheckAssert.Is("OPS-13", FindingOutcome.Fail, With("log_level", "WARN", "log_level = \"INFO\""));
    }

    [Fact]
    public void Only_an_enterprise_agent_is_asked_for_its_audit_log()
    {
        CheckAssert.Is("OPS-07", FindingOutcome.NotApplicable, Snapshots.Secure());
        CheckAssert.Is("OPS-07", FindingOutcome.Fail, Snapshots.Secure().WithNode(n => n with { Version = "1.20.0+ent" }));
        CheckAssert.Is("OPS-07", FindingOutcome.Pass, Snapshots.Secure("audit { enabled = true }").WithNode(n => n with { Version = "1.20.0+ent" }));
    }

    private static void Fails(string id, AgentCertificateEvidence certificate) => Assert.Contains(
        Auditor.Judge(With(certificate), CheckCatalog.All), f => f.Id == id && f.Outcome == FindingOutcome.Fail);

    private static ClusterSnapshot With(AgentCertificateEvidence certificate) => WithHost(h => h with { Certificates = Snapshots.Seen(certificate) });

    private static ConsulCertificate Renamed(string path)
    {
        ConsulCertificate c = SecureHost.Certificate.Certificate!;
        return new ConsulCertificate { Path = path, Subject = c.Subject, Issuer = c.Issuer, SerialNumber = c.SerialNumber, Fingerprint = "other", PublicKeyFingerprint = c.PublicKeyFingerprint, Pem = c.Pem, Role = c.Role, DnsNames = c.DnsNames, NotAfter = c.NotAfter, NotBefore = c.NotBefore };
    }

    private static ClusterSnapshot WithHost(Func<HostEvidence, HostEvidence> change) => Snapshots.Secure().WithNode(n => n with { Host = change(n.Host) });

    private static ClusterSnapshot WithProcess(Func<ProcessEvidence, ProcessEvidence> change) => WithHost(h => h with { Process = Look.Seen(change(h.Process.Value!)) });

    private static ClusterSnapshot WithFiles(Func<FileEvidence, FileEvidence> change, bool local = false) => Snapshots.Secure(local ? "enable_local_script_checks = true" : string.Empty)
        .WithNode(n => n with { Host = n.Host with { Files = Snapshots.Seen([.. n.Host.Files.Value!.Select(change)]) } });
}
