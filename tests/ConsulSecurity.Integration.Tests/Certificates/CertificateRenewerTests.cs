using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

public class CertificateRenewerTests
{
    [Fact]
    public async Task Every_agent_of_a_live_cluster_serves_its_new_certificate_and_no_request_is_lost()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(
            new ConsulClusterOptions { Servers = 3, Clients = 2, NodeConfiguration = tls.Configuration });
        using var stop = new CancellationTokenSource();
        Task<int> load = LoadAsync(cluster["c1"], stop.Token);

        foreach (ConsulAgent agent in cluster.Agents)
        {
            string path = Path.Combine(agent.Folder, "agent.pem");
            ConsulCertificate before = CertificateFile.Read(path);
            CertificateRenewal renewal = await Renewer(agent, always: true).RenewAsync(path, null, tls.Signer, DateTimeOffset.UtcNow, CancellationToken.None);

            Assert.True(renewal.Renewed && renewal.Reloaded);
            Assert.NotEqual(before.PublicKeyFingerprint, renewal.Certificate.PublicKeyFingerprint);
            Assert.Equal(before.DnsNames, renewal.Certificate.DnsNames);
            Assert.Equal(before.IPAddresses, renewal.Certificate.IPAddresses);
            Assert.Equal(before.EnhancedKeyUsages, renewal.Certificate.EnhancedKeyUsages);
            Assert.Equal(agent.IsServer ? 2 : 1, renewal.ServedAt.Count);
        }

        await stop.CancelAsync();
        Assert.True(await load >= 50);
        await cluster.WaitAsync();
    }

    [Fact]
    public async Task One_that_has_time_enough_is_left_alone()
    {
        using var tls = new TlsLab();
        string path = tls.Issue(new CertificateOrder { Role = CertificateRole.Server }, tls.Folder);

        CertificateRenewal renewal = await new CertificateRenewer(SilentLog.Instance).RenewAsync(path, null, tls.Signer, tls.Now.AddDays(300), CancellationToken.None);

        Assert.False(renewal.Renewed);
        Assert.True((await new CertificateRenewer(SilentLog.Instance).RenewAsync(path, null, tls.Signer, tls.Now.AddDays(340), CancellationToken.None)).Renewed);
    }

    [Fact]
    public async Task Another_authority_is_refused()
    {
        using var tls = new TlsLab();
        using var other = new TlsLab();
        string path = tls.Issue(new CertificateOrder { Role = CertificateRole.Server }, tls.Folder);

        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => new CertificateRenewer(SilentLog.Instance)
            .RenewAsync(path, null, other.Signer, tls.Now.AddDays(340), CancellationToken.None));
        Assert.Equal("CertificateOfOtherAuthority", error.ErrorId);
    }

    /// <summary>The three places where a killed run can leave things: half written, half renamed, replaced but not yet reloaded.</summary>
    [Theory]
    [InlineData("key written")]
    [InlineData("both written")]
    [InlineData("key renamed")]
    [InlineData("not reloaded")]
    public async Task Killed_anywhere_the_next_run_completes(string where)
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { NodeConfiguration = tls.Configuration });
        ConsulAgent agent = cluster["s1"];
        string path = Path.Combine(agent.Folder, "agent.pem");
        string keyPath = CertificateFile.KeyPathOf(path);
        string fresh = tls.Issue(tls.OrderFor(agent), tls.Folder);
        Leave(where, fresh, path, keyPath);

        CertificateRenewal renewal = await Renewer(agent, always: false).RenewAsync(path, null, tls.Signer, DateTimeOffset.UtcNow, CancellationToken.None);

        Assert.Equal(where == "key written", renewal.Certificate.Fingerprint != CertificateFile.Read(fresh).Fingerprint);
        Assert.Equal(where != "key written", renewal.Reloaded);
        using PrivateKey key = KeyFile.Read(keyPath);
        Assert.Equal(renewal.Certificate.PublicKeyFingerprint, key.Fingerprint());
        Assert.Equal(["agent-key.pem", "agent.pem"], Directory.GetFiles(agent.Folder, "*agent*").Select(Path.GetFileName).Order());
    }

    private static void Leave(string where, string fresh, string path, string keyPath)
    {
        string folder = Path.GetDirectoryName(path)!;
        byte[] certificate = File.ReadAllBytes(fresh);
        byte[] key = File.ReadAllBytes(CertificateFile.KeyPathOf(fresh));
        PrivateFile.Write(where is "key written" or "both written" ? Path.Combine(folder, ".agent-key.pem.next") : keyPath, key, overwrite: true);
        if (where != "key written")
        {
            PublicFile.Write(where == "not reloaded" ? path : Path.Combine(folder, ".agent.pem.next"), certificate, overwrite: true);
        }
    }

    private static CertificateRenewer Renewer(ConsulAgent agent, bool always) => new(SilentLog.Instance)
    {
        Always = always,
        Agent = new AgentApi(new ConsulClient(new ConsulConnection(agent.HttpAddress), SilentLog.Instance)),
        Listeners =
        [
            ListenerAddress.Parse(agent.Address),
            .. agent.IsServer ? [ListenerAddress.Parse(agent.Address, 8300)] : Array.Empty<ListenerAddress>(),
        ],
    };

    private static async Task<int> LoadAsync(ConsulAgent agent, CancellationToken stop)
    {
        int written = 0;
        while (!stop.IsCancellationRequested || written < 50)
        {
            // One retry is what every client of Consul makes.
            try
            {
                await agent.PutAsync($"/v1/kv/load/{written}", "x", CancellationToken.None);
            }
            catch (Exception exception) when (exception is LabException or System.Net.Http.HttpRequestException)
            {
                await agent.PutAsync($"/v1/kv/load/{written}", "x", CancellationToken.None);
            }

            written++;
        }

        return written;
    }
}
