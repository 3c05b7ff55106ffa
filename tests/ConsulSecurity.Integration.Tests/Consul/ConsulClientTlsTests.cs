using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Consul;
using ConsulSecurity.Integration.Tests.Certificates;
using ConsulSecurity.Lab;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Consul;

public class ConsulClientTlsTests
{
    private static readonly RetryPolicy s_patience = new() { WhileUnreachable = TimeSpan.Zero };

    [Fact]
    public async Task The_agent_is_believed_by_its_authority_and_its_name()
    {
        using var files = new ConsulTlsFiles();
        using var others = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: false));
        string address = $"https://{cluster["s1"].Address}:8501";
        string folder = Directory.CreateDirectory(Path.Combine(cluster.Folder, "authorities")).FullName;
        File.Copy(files.Authority, Path.Combine(folder, "a.pem"));
        File.Copy(others.Authority, Path.Combine(folder, "b.pem"));

        await AskAsync(new() { Address = address, CACertificate = files.Authority, TlsServerName = "server.dc1.consul" });
        await AskAsync(new() { Address = address, CAPath = folder, TlsServerName = "localhost" });
        await AskAsync(new() { Address = address, SkipCertificateCheck = true });

        // The certificate of 'consul tls' does not name the address of the agent.
        await AssertRefusedAsync(new() { Address = address, CACertificate = files.Authority }, "other names");
        await AssertRefusedAsync(new() { Address = address, CACertificate = files.Authority, TlsServerName = "server.dc2.consul" }, "other names");
        await AssertRefusedAsync(new() { Address = address, CACertificate = others.Authority, TlsServerName = "server.dc1.consul" }, "authorit");
        await AssertRefusedAsync(new() { Address = address, TlsServerName = "server.dc1.consul" }, "no authority of this system");
    }

    [Fact]
    public async Task An_agent_that_demands_a_certificate_gets_ours()
    {
        using var files = new ConsulTlsFiles();
        using var others = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: true));
        var options = new ConnectionOptions
        {
            Address = $"https://{cluster["s1"].Address}:8501",
            CACertificate = files.Authority,
            TlsServerName = "server.dc1.consul",
        };

        await AskAsync(options with { ClientCertificate = files.Client, ClientKey = files.ClientKey });

        var without = await Assert.ThrowsAsync<ConsulSecurityException>(() => AskAsync(options));
        var foreign = await Assert.ThrowsAsync<ConsulSecurityException>(
            () => AskAsync(options with { ClientCertificate = others.Client, ClientKey = others.ClientKey }));
        Assert.Contains(without.ErrorId, new[] { "ConsulConnectionLost", "ConsulTlsHandshakeFailed" });
        Assert.Contains("-ClientCertificate", without.Message, StringComparison.Ordinal);
        Assert.Contains(foreign.ErrorId, new[] { "ConsulConnectionLost", "ConsulTlsHandshakeFailed" });
    }

    [Fact]
    public async Task An_agent_that_knows_only_the_root_gets_the_authorities_between_as_well()
    {
        using var tls = new TlsLab(withIntermediate: true);
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions { NodeConfiguration = tls.Configuration });
        string own = tls.Issue(new CertificateOrder { Role = CertificateRole.Cli }, tls.Folder);

        Assert.Equal(2, CertificateFile.ReadDer(own).Count);
        Assert.Single(CertificateFile.ReadDer(tls.AuthorityPath));
        await AskAsync(new()
        {
            Address = $"https://{cluster["s1"].Address}:8501",
            CACertificate = tls.AuthorityPath,
            ClientCertificate = own,
            ClientKey = CertificateFile.FindKey(own),
        });
    }

    [Fact]
    public async Task A_new_connection_sees_the_certificate_that_the_agent_has_now()
    {
        using var tls = new TlsLab();
        using var next = new TlsLab();
        string both = Path.Combine(tls.Folder, "both.pem");
        await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(tls.AuthorityPath) + await File.ReadAllTextAsync(next.AuthorityPath));
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions
        {
            NodeConfiguration = agent => tls.Configuration(tls.Issue(tls.OrderFor(agent), agent.Folder), both),
        });
        string own = next.Issue(new CertificateOrder { Role = CertificateRole.Cli }, next.Folder);
        var options = new ConnectionOptions
        {
            Address = $"https://{cluster["s1"].Address}:8501",
            CACertificate = both,
            ClientCertificate = own,
            ClientKey = CertificateFile.FindKey(own),
        };
        await AskAsync(options);

        next.Issue(tls.OrderFor(cluster["s1"]), cluster["s1"].Folder);
        await cluster["s1"].PutAsync("/v1/agent/reload");

        await AskAsync(options with { CACertificate = next.AuthorityPath });
    }

    /// <summary>Windows PowerShell has no other handler than the one of netstandard2.0.</summary>
    [Fact]
    public async Task The_handler_of_Windows_PowerShell_shows_our_certificate_as_well()
    {
        using var files = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: true));
        using HttpClientHandler handler = HttpTransport.PlainHandler(
            TlsFiles.ReadClientCertificate(files.Client, files.ClientKey), new ServerTrust(TlsFiles.ReadAuthorities(files.Authority)));
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{cluster["s1"].Address}:8501/v1/status/leader");
        request.Headers.Host = "server.dc1.consul";

        using HttpResponseMessage answer = await client.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_named()
    {
        using var files = new ConsulTlsFiles();
        using var others = new ConsulTlsFiles();
        string missing = Path.Combine(files.Folder, "missing.pem");
        string junk = Path.Combine(files.Folder, "junk.pem");
        await File.WriteAllTextAsync(junk, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        var options = new ConnectionOptions { Address = "https://127.0.0.1:1" };

        foreach (ConnectionOptions bad in new[]
        {
            options with { CACertificate = missing },
            options with { CACertificate = junk },
            options with { CACertificate = files.ServerKey },
            options with { CAPath = missing },
            options with { ClientCertificate = files.Client, ClientKey = missing },
            options with { ClientCertificate = files.Client, ClientKey = files.Client },
            options with { ClientCertificate = files.Client, ClientKey = others.ClientKey },
        })
        {
            var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => AskAsync(bad));
            Assert.Equal("ConsulCertificateFileUnusable", error.ErrorId);
        }

        var alone = await Assert.ThrowsAsync<ConsulSecurityException>(() => AskAsync(options with { ClientCertificate = files.Client }));
        Assert.Equal("ConsulClientKeyMissing", alone.ErrorId);
    }

    [Fact]
    public async Task Speaking_the_wrong_scheme_is_explained()
    {
        using var files = new ConsulTlsFiles();
        await using ConsulCluster cluster = await ConsulCluster.StartServerAsync(files.Https(verifyIncoming: false));

        var plain = await Assert.ThrowsAsync<ConsulApiException>(() => AskAsync(new() { Address = $"http://{cluster["s1"].Address}:8501" }));
        var tls = await Assert.ThrowsAsync<ConsulSecurityException>(() => AskAsync(new() { Address = $"https://{cluster["s1"].Address}:8500" }));

        Assert.Contains("HTTPS", plain.Message, StringComparison.Ordinal);
        Assert.Equal("ConsulTlsHandshakeFailed", tls.ErrorId);
    }

    private static async Task AssertRefusedAsync(ConnectionOptions options, string reason)
    {
        var error = await Assert.ThrowsAsync<ConsulSecurityException>(() => AskAsync(options));

        Assert.Equal("ConsulCertificateUntrusted", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static async Task AskAsync(ConnectionOptions options)
    {
        ConsulConnection connection = new ConsulEnvironment(_ => null).Complete(options);
        await new AgentApi(new ConsulClient(connection, retry: s_patience)).IntroduceAsync(CancellationToken.None);
        Assert.Equal("s1", connection.NodeName);
    }
}
