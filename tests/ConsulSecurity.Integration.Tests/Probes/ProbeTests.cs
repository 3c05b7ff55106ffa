using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Gossip;
using ConsulSecurity.Integration.Tests.Consul;
using ConsulSecurity.Lab;
using ConsulSecurity.Probes;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Probes;

public class ProbeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_plain_agent_is_open_on_every_port()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync();
        string host = cluster["s1"].Address;

        RpcProbeResult rpc = await Rpc(host);
        SerfProbeResult serf = await Serf(host);
        HttpProbeResult http = await new HttpProbe(host, 8500, tls: false, s_patience).RunAsync(CancellationToken.None);
        HttpProbeResult https = await new HttpProbe(host, 8501, tls: true, s_patience).RunAsync(CancellationToken.None);

        Assert.True(rpc.AcceptsPlaintext);
        Assert.Null(rpc.Tls);
        Assert.Equal((true, true, true), (serf.IsReachable, serf.AnswersClearTcp!.Value, serf.AnswersClearUdp!.Value));
        Assert.True(http.IsReachable);
        Assert.False(https.IsReachable);
        Assert.Equal(200, await new HttpProbe(host, 8500, tls: false, s_patience).StatusAsync("/v1/agent/self", CancellationToken.None));
    }

    [Fact]
    public async Task With_encrypted_gossip_the_serf_ports_are_silent()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync($"encrypt = \"{GossipKeys.Generate().Reveal()}\"");

        SerfProbeResult serf = await Serf(cluster["s1"].Address);

        Assert.Equal((true, false, false), (serf.IsReachable, serf.AnswersClearTcp!.Value, serf.AnswersClearUdp!.Value));
    }

    [Fact]
    public async Task A_key_in_the_keyring_file_counts_even_where_the_configuration_has_none()
    {
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync($"encrypt = \"{GossipKeys.Generate().Reveal()}\"");
        ConsulAgent server = cluster["s1"];
        await server.StopAsync();
        File.Delete(Path.Combine(server.ConfigurationFolder, "20-cluster.hcl"));
        server.Start();
        await cluster.WaitAsync();

        SerfProbeResult serf = await Serf(server.Address);

        Assert.Contains("Gossip: false", server.LogTail(500), StringComparison.Ordinal);
        Assert.False(serf.AnswersClearTcp);
    }

    [Fact]
    public async Task Certificates_without_verification_let_everyone_in()
    {
        using var files = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: false));
        string host = cluster["s1"].Address;

        RpcProbeResult rpc = await Rpc(host);
        HttpProbeResult https = await new HttpProbe(host, 8501, tls: true, s_patience).RunAsync(CancellationToken.None);

        Assert.True(rpc.AcceptsPlaintext);
        Assert.False(rpc.Tls!.DemandsClientCertificate);
        Assert.Contains("server.dc1.consul", rpc.Tls.Certificate.Subject, StringComparison.Ordinal);
        Assert.True(https.IsReachable);
        Assert.False(https.Tls!.DemandsClientCertificate);
        Assert.False(https.SpeaksOldTls);
    }

    [Fact]
    public async Task A_hardened_server_lets_nobody_in()
    {
        using var files = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(
            files.Https(verifyIncoming: true) + "\nverify_incoming_rpc = true\nverify_outgoing = true\nverify_server_hostname = true\n");
        string host = cluster["s1"].Address;

        RpcProbeResult rpc = await Rpc(host);
        HttpProbeResult https = await new HttpProbe(host, 8501, tls: true, s_patience).RunAsync(CancellationToken.None);

        // The start-up banner says false here, as only verify_incoming_rpc is set.
        Assert.False(rpc.AcceptsPlaintext);
        Assert.True(rpc.Tls!.DemandsClientCertificate);
        Assert.True(https.Tls!.DemandsClientCertificate);
        Assert.False(rpc.SpeaksOldTls);
    }

    [Fact]
    public async Task Old_TLS_versions_are_found_where_they_are_spoken()
    {
        using var files = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: false) + "\ntls_min_version = \"tls10\"\n");
        string host = cluster["s1"].Address;

        Assert.True((await Rpc(host)).SpeaksOldTls);
        Assert.True((await new HttpProbe(host, 8501, tls: true, s_patience).RunAsync(CancellationToken.None)).SpeaksOldTls);
    }

    [Fact]
    public async Task Verification_that_was_reloaded_is_seen_although_the_agent_still_shows_the_old_value()
    {
        using var files = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: false) + "\nverify_outgoing = true\n");
        ConsulAgent server = cluster["s1"];
        Assert.True((await Rpc(server.Address)).AcceptsPlaintext);
        server.Configure("verify_incoming_rpc = true");
        await server.PutAsync("/v1/agent/reload");

        RpcProbeResult rpc = await Rpc(server.Address);

        Assert.False(rpc.AcceptsPlaintext);
        Assert.False((bool)(await server.GetAsync("/v1/agent/self"))!["DebugConfig"]!["VerifyIncomingRPC"]!);
    }

    [Fact]
    public async Task Where_nothing_listens_nothing_is_claimed()
    {
        Assert.Equal(RpcProbeResult.Unreachable, await new RpcProbe("127.0.0.1", 1, s_patience).RunAsync(CancellationToken.None));
        Assert.Equal(SerfProbeResult.Unreachable, await new SerfProbe("127.0.0.1", 1, s_patience).RunAsync(CancellationToken.None));
    }

    private static Task<RpcProbeResult> Rpc(string host) => new RpcProbe(host, 8300, s_patience).RunAsync(CancellationToken.None);

    private static Task<SerfProbeResult> Serf(string host) => new SerfProbe(host, 8301, s_patience).RunAsync(CancellationToken.None);
}
