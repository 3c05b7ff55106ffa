using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;
using ConsulSecurity.Consul;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>Real agents with everything verified form a cluster on our certificates.</summary>
public class VerifiedClusterTests
{
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(CertificateKeyAlgorithm.Rsa3072, false)]
    [InlineData(CertificateKeyAlgorithm.Rsa4096, false)]
    [InlineData(CertificateKeyAlgorithm.Rsa2048, true)]
    public Task With_longer_keys_as_well(CertificateKeyAlgorithm algorithm, bool withIntermediate) =>
        Three_servers_and_two_clients_form_a_cluster_and_serve_HTTPS(algorithm, withIntermediate);

    [Theory]
    [InlineData(CertificateKeyAlgorithm.EcP256, false)]
    [InlineData(CertificateKeyAlgorithm.EcP256, true)]
    [InlineData(CertificateKeyAlgorithm.EcP384, false)]
    [InlineData(CertificateKeyAlgorithm.EcP521, false)]
    [InlineData(CertificateKeyAlgorithm.Rsa2048, false)]
    public async Task Three_servers_and_two_clients_form_a_cluster_and_serve_HTTPS(CertificateKeyAlgorithm algorithm, bool withIntermediate)
    {
        using var tls = new TlsLab(algorithm, withIntermediate);
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(
            new ConsulClusterOptions { Servers = 3, Clients = 2, NodeConfiguration = tls.Configuration });
        string cli = tls.Issue(new CertificateOrder { Role = CertificateRole.Cli, KeyAlgorithm = algorithm }, tls.Folder);

        foreach (ConsulAgent agent in cluster.Agents)
        {
            (int exitCode, string output) = await ConsulTool.RunAsync(
                tls.Folder,
                "members",
                $"-http-addr=https://{agent.Address}:8501",
                $"-ca-file={tls.AuthorityPath}",
                $"-client-cert={cli}",
                $"-client-key={CertificateFile.FindKey(cli)}");
            Assert.True(exitCode == 0, output);
            Assert.Equal(5, output.Split('\n').Count(line => line.Contains("alive", StringComparison.Ordinal)));

            var client = new ConsulClient(Connection(tls, agent, cli), SilentLog.Instance);
            Assert.Equal(5, (await new AgentApi(client).MembersAsync(wan: false, CancellationToken.None)).Count);
            await AssertServesItsCertificate(agent, tls);
        }
    }

    private static ConsulConnection Connection(TlsLab tls, ConsulAgent agent, string cli) => new ConsulEnvironment(_ => null).Complete(new ConnectionOptions
    {
        Address = $"https://{agent.Address}:8501",
        CACertificate = tls.AuthorityPath,
        ClientCertificate = cli,
        ClientKey = CertificateFile.FindKey(cli),
    });

    private static async Task AssertServesItsCertificate(ConsulAgent agent, TlsLab tls)
    {
        string fingerprint = CertificateFile.Read(System.IO.Path.Combine(agent.Folder, "agent.pem")).Fingerprint;
        int[] ports = agent.IsServer ? [8501, 8300] : [8501];
        foreach (int port in ports)
        {
            ConsulCertificate served = await ListenerCertificates.ReadAsync(
                ListenerAddress.Parse(agent.Address, port), null, TimeSpan.FromSeconds(10), CancellationToken.None);
            Assert.Equal(fingerprint, served.Fingerprint);
            CertificateEvidence evidence = CertificateEvidenceReader.Of(
                served, tls.AuthorityPath, new CertificateExpectation(agent.IsServer ? CertificateRole.Server : CertificateRole.Client, "dc1", "consul"), tls.Now);
            Assert.DoesNotContain(CertificateJudge.Judge(evidence), finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error);
        }
    }
}
