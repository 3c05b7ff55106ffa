using System;
using System.Collections.Generic;
using ConsulSecurity.Certificates;
using ConsulSecurity.Core.Tests.Certificates;
using ConsulSecurity.Gossip;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Core.Tests.Hardening;

/// <summary>The host of the node that every check is content with.</summary>
internal static class SecureHost
{
    public const int Agent = 812;

    private const uint Consul = 900;

    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A certificate as New-ConsulCertificate makes it, of a confined authority; made once.</summary>
    public static AgentCertificateEvidence Certificate { get; } = Issue(CertificateRole.Server);

    public static HostEvidence Evidence() => new()
    {
        Files = Look.Seen<IReadOnlyList<FileEvidence>>(
        [
            File(FileRole.ConfigurationFolder, "/etc/consul.d", 0x1E8, owner: 0, isFolder: true),
            File(FileRole.ConfigurationFile, "/etc/consul.d/10-base.hcl", 0x1A0, owner: 0),
            File(FileRole.DefinitionFile, "/etc/consul.d/web.hcl", 0x1A0, owner: 0),
            File(FileRole.DataFolder, "/opt/consul", 0x1C0, isFolder: true),
            File(FileRole.GossipFolder, "/opt/consul/serf", 0x1C0, isFolder: true),
            File(FileRole.Keyring, "/opt/consul/serf/local.keyring", 0x180),
            File(FileRole.RaftSnapshot, "/opt/consul/raft/snapshots/1/state.bin", 0x1A4),
            File(FileRole.PrivateKey, "/key.pem", 0x180),
            File(FileRole.Program, "/usr/bin/consul", 0x1ED, owner: 0),
            File(FileRole.ProgramFolder, "/usr/bin", 0x1ED, owner: 0, isFolder: true),
            File(FileRole.WatchHandler, "/usr/local/bin/watch", 0x1ED, owner: 0),
            File(FileRole.ExportedSnapshot, "/var/backups/consul.snap.age", 0x180) with { IsPlainArchive = false, ChangedAt = s_now.AddHours(-2) },
        ]),
        Process = Look.Seen(new ProcessEvidence
        {
            Id = Agent,
            UserId = Consul,
            User = "consul",
            GroupIds = [Consul],
            Arguments = ["consul", "agent", "-config-dir", "/etc/consul.d"],
            EnvironmentNames = Look.Seen<IReadOnlyList<string>>(["LANG", "PATH", "CONSUL_HTTP_TOKEN_FILE"]),
            Program = Look.Seen("/usr/bin/consul"),
            CoreDumpLimit = Look.Seen<ulong?>(0),
            SecurityProfile = Look.Seen("consul (enforce)"),
            Unit = "consul.service",
        }),
        Listeners = Look.Seen<IReadOnlyList<ListenerEvidence>>(
        [
            Socket(8300), Socket(8301), new(FirewallProtocol.Udp, "10.0.0.1", 8301, Agent, "consul"), new(FirewallProtocol.Tcp, "127.0.0.1", 8080, 1, "web"),
        ]),
        Certificates = Look.Seen<IReadOnlyList<AgentCertificateEvidence>>([Certificate]),
        Keyrings = Look.Seen<IReadOnlyList<KeyringFileEvidence>>(
            [new("local", "/opt/consul/serf/local.keyring", [GossipKeys.Parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").Fingerprint], s_now.AddDays(-10))]),
        Unit = Look.Seen<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>
        {
            ["NoNewPrivileges"] = "yes",
            ["ProtectSystem"] = "full",
            ["PrivateTmp"] = "yes",
            ["LimitCORE"] = "0",
        }),
        Firewall = Look.Seen(Firewall(drops: true)),
        ClockIsSynchronized = Look.Seen(true),
    };

    public static FileEvidence File(FileRole role, string path, int mode, uint owner = Consul, bool isFolder = false) => new()
    {
        Role = role,
        Path = path,
        Mode = mode,
        OwnerId = owner,
        Owner = owner == 0 ? "root" : "consul",
        GroupId = Consul,
        Group = "consul",
        IsFolder = isFolder,
        ChangedAt = s_now.AddDays(-10),
    };

    public static ListenerEvidence Socket(int port, string address = "10.0.0.1", int process = Agent, string name = "consul") => new(FirewallProtocol.Tcp, address, port, process, name);

    /// <summary>Loopback and open connections, SSH for all, Consul's ports for its network; then what <paramref name="more"/> says.</summary>
    public static FirewallEvidence Firewall(bool drops, params FirewallChainRuleEvidence[] more) => new()
    {
        Tool = "nftables",
        Chains =
        [
            new("inet filter input", true, drops,
            [
                new() { Verdict = "accept", IsAboutKnownTraffic = true },
                new() { Verdict = "accept", Protocol = "tcp", Ports = ["22"] },
                new() { Verdict = "accept", Protocol = "tcp", Ports = ["8300-8302"], Sources = ["10.0.0.0/8"] },
                .. more,
            ]),
        ],
    };

    public static AgentCertificateEvidence Issue(
        CertificateRole role, AuthorityOrder? authority = null, Func<CertificateOrder, CertificateOrder>? change = null, DateTimeOffset? at = null)
    {
        using var lab = new CertificateLab();
        using SigningAuthority ca = lab.Authority(authority ?? new AuthorityOrder { PermittedNames = ["consul"] }, now: s_now.AddDays(-300));
        var order = new CertificateOrder { Role = role, Node = "s1", Validity = TimeSpan.FromDays(365) };
        string path = lab.Issue(ca, change?.Invoke(order) ?? order, now: at ?? s_now.AddDays(-10));
        ConsulCertificate certificate = CertificateFile.Read(path);
        return new AgentCertificateEvidence
        {
            Interfaces = ["internal_rpc", "https", "grpc"],
            Path = "/cert.pem",
            Certificate = certificate,
            Authorities = [.. CertificateFile.ReadAll(lab.File("ca.pem"))],
            File = File(FileRole.Certificate, "/cert.pem", 0x1A4, owner: 0),
            Key = File(FileRole.PrivateKey, "/key.pem", 0x180),
            KeyFingerprint = certificate.PublicKeyFingerprint,
        };
    }
}
