using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Configuration;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>A cluster in clear text goes over to TLS phase by phase and works after each.</summary>
public class TlsPhasesTests
{
    private static readonly Version s_version = new(1, 8, 7);

    [Fact]
    public async Task A_live_cluster_goes_over_to_TLS_and_ends_without_plain_HTTP()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { Servers = 3, Clients = 1 });
        foreach (ConsulAgent agent in cluster.Agents)
        {
            tls.Issue(tls.OrderFor(agent), agent.Folder);
        }

        for (int phase = 1; phase <= 5; phase++)
        {
            foreach (ConsulAgent agent in cluster.Agents)
            {
                Fragment(agent, tls, phase).Write();
                await (TlsSettings.NeedsRestart(phase) ? agent.RestartAsync() : agent.ReloadAsync());
                if (phase < 5)
                {
                    await cluster.WaitAsync();
                    await agent.PutAsync($"/v1/kv/phase/{phase}/{agent.Name}", "x");
                }
                else
                {
                    await Poll.UntilAsync(() => MissingAsync(agent, tls), TimeSpan.FromSeconds(30));
                }
            }
        }

        foreach (ConsulAgent agent in cluster.Agents)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => agent.GetAsync("/v1/status/leader"));
            await AssertServesAsync(agent);
        }
    }

    [Fact]
    public async Task A_certificate_that_would_not_do_is_refused_before_it_is_in_the_configuration()
    {
        using var tls = new TlsLab();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions());
        ConsulAgent agent = cluster["s1"];
        tls.Issue(tls.OrderFor(agent) with { Role = CertificateRole.Client }, agent.Folder);

        var error = Assert.Throws<ConsulSecurityException>(() => Fragment(agent, tls, 1));

        Assert.Equal("TlsCertificateUnfit", error.ErrorId);
        Assert.Contains("TLS-25: expected server.dc1.consul", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(agent.ConfigurationFolder), file => file.Contains("consulsecurity", StringComparison.Ordinal));
    }

    // From the second phase on, the files are those of the configuration.
    private static ConfigFragment Fragment(ConsulAgent agent, TlsLab tls, int phase) => TlsSettings.Plan(
        agent.ConfigurationFolder,
        new TlsPlan
        {
            Phase = phase,
            AuthorityPath = phase == 1 ? tls.AuthorityPath : null,
            CertificatePath = phase == 1 ? Path.Combine(agent.Folder, "agent.pem") : null,
        },
        s_version,
        force: false,
        DateTimeOffset.UtcNow);

    private static async Task<string?> MissingAsync(ConsulAgent agent, TlsLab tls)
    {
        string certificate = Path.Combine(agent.Folder, "agent.pem");
        (int exitCode, string output) = await ConsulTool.RunAsync(
            tls.Folder,
            "members",
            $"-http-addr=https://{agent.Address}:8501",
            $"-ca-file={tls.AuthorityPath}",
            $"-client-cert={certificate}",
            $"-client-key={CertificateFile.FindKey(certificate)}");
        return exitCode == 0 && output.Split('\n').Count(line => line.Contains("alive", StringComparison.Ordinal)) == 4 ? null : output;
    }

    private static async Task AssertServesAsync(ConsulAgent agent)
    {
        ConsulCertificate served = await ListenerCertificates.ReadAsync(
            ListenerAddress.Parse(agent.Address), null, TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(CertificateFile.Read(Path.Combine(agent.Folder, "agent.pem")).Fingerprint, served.Fingerprint);
    }
}
