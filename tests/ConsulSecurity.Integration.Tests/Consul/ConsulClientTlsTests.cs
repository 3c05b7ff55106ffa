using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
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
