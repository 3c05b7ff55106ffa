using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Integration.Tests.Certificates;
using ConsulSecurity.Lab;
using ConsulSecurity.Observation;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Observation;

public class HostLookTests
{
    private const string Key = "H7w0l1hb7G1zWz0sQ2V5m0y1rC5Rk0mF4o3p6n8q9sA=";

    [Fact]
    public async Task Everything_of_a_real_agents_host_is_seen_and_no_secret_of_it()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions
        {
            Configuration = $$"""
                encrypt = "{{Key}}"
                enable_local_script_checks = true
                check { id = "disk", args = ["/bin/true"], interval = "30s" }
                service { name = "web", token = "a-secret-of-web", check { http = "https://bob:hunter2@127.0.0.1:9/x?key=abc", tls_skip_verify = true, interval = "30s" } }
                watches = [{ type = "nodes", args = ["/bin/cat"] }]
                """,
            NodeConfiguration = agent =>
            {
                string folder = Directory.CreateDirectory(Path.Combine(agent.DataFolder, "..", "tls")).FullName;
                string path = tls.Issue(tls.OrderFor(agent), folder);
                return $"""
                    ca_file = "{tls.AuthorityPath}"
                    cert_file = "{path}"
                    key_file = "{path.Replace(".pem", "-key.pem", StringComparison.Ordinal)}"
                    """;
            },
        });
        ConsulAgent agent = cluster["s1"];

        ClusterSnapshot snapshot = await new SnapshotTaker(
            new SnapshotRequest
            {
                Paths = [agent.ConfigurationFolder],
                Client = new ConsulClient(new ConsulConnection(agent.HttpAddress)),
                Addresses = [agent.Address],
            },
            SilentLog.Instance).TakeAsync(CancellationToken.None);

        NodeSnapshot node = Assert.Single(snapshot.Nodes);
        ProcessEvidence process = node.Host.Process.Value!;
        Assert.Equal(agent.ProcessId, process.Id);
        Assert.Contains("-config-dir", process.Arguments);
        Assert.Contains("PATH", process.EnvironmentNames.Value!);
        Assert.Equal(64, process.ProgramSha256!.Length);
        Assert.Contains(8301, node.Host.Listeners.Value!.Where(l => l.ProcessId == agent.ProcessId).Select(l => l.Port));

        ILookup<FileRole, FileEvidence> files = node.Host.Files.Value!.ToLookup(f => f.Role);
        Assert.Equal(0x180, Assert.Single(files[FileRole.PrivateKey]).Mode);
        Assert.Equal([0x180, 0x180], files[FileRole.Keyring].Select(f => f.Mode));
        Assert.All(
            [FileRole.ConfigurationFolder, FileRole.DefinitionFile, FileRole.DataFolder, FileRole.GossipFolder, FileRole.RaftFolder, FileRole.RaftLog, FileRole.Certificate, FileRole.Authority, FileRole.Program, FileRole.ProgramFolder, FileRole.WatchHandler],
            role => Assert.Contains(files[role], f => f.State == EvidenceState.Known));

        KeyringFileEvidence ring = node.Host.Keyrings.Value!.Single(k => k.Ring == "local");
        Assert.Equal(snapshot.Keyring.Value![0].Fingerprint, Assert.Single(ring.Fingerprints));

        AgentCertificateEvidence certificate = Assert.Single(node.Host.Certificates.Value!);
        Assert.Equal(certificate.Certificate!.PublicKeyFingerprint, certificate.KeyFingerprint);
        Assert.Equal(certificate.Certificate.Fingerprint, node.Rpc.Value!.Fingerprint);
        Assert.Equal(Path.Combine(tls.Folder, "ca-key.pem"), Assert.Single(certificate.AuthorityKeys));

        Assert.Contains(node.Checks.Value!, c => c is { Id: "disk", Kind: "script" });
        Assert.Contains(node.Checks.Value!, c => c is { Service: "web", Kind: "http", Target: "https://127.0.0.1:9", SkipsVerification: true });
        Assert.NotNull(node.Dns.Value);

        string json = SnapshotFile.ToJson(snapshot);
        Assert.All(["H7w0l1hb7G1zWz0s", "a-secret-of-web", "hunter2", "key=abc", "PRIVATE KEY"], secret => Assert.DoesNotContain(secret, json, StringComparison.Ordinal));

        HostEvidence read = SnapshotFile.FromJson(json, "x.json").Nodes[0].Host;
        Assert.Equal(node.Host.Files.Value, read.Files.Value);
        Assert.Equal(node.Host.Listeners.Value, read.Listeners.Value);
        Assert.Equal(certificate.Certificate.Pem, read.Certificates.Value![0].Certificate!.Pem);
        Assert.Equal(process.Arguments, read.Process.Value!.Arguments);
    }

    [Fact]
    public async Task Of_files_that_were_copied_from_elsewhere_nothing_is_told_about_this_host()
    {
        using TempFolder copy = new();
        File.WriteAllText(Path.Combine(copy.Path, "a.hcl"), "data_dir = \"/not/here\"\nencrypt = \"" + Key + "\"");

        ClusterSnapshot snapshot = await new SnapshotTaker(new SnapshotRequest { Paths = [copy.Path] }, SilentLog.Instance).TakeAsync(CancellationToken.None);

        HostEvidence host = Assert.Single(snapshot.Nodes).Host;
        Assert.Equal(
            Enumerable.Repeat(EvidenceState.NotAsked, 6),
            [host.Files.State, host.Process.State, host.Listeners.State, host.Certificates.State, host.Firewall.State, host.ClockIsSynchronized.State]);
        Assert.Contains("own host", host.Files.Reason, StringComparison.Ordinal);
    }

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("consulsecurity-host-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
