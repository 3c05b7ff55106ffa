using System;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ConsulSecurity.Certificates;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

public sealed class IssuedCertificatesTests : IDisposable
{
    private readonly CertificateLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_server_has_the_names_that_Consul_verifies_and_both_uses()
    {
        using SigningAuthority authority = _lab.Authority();
        ConsulCertificate certificate = CertificateFile.Read(_lab.Issue(authority, new CertificateOrder
        {
            Role = CertificateRole.Server,
            Datacenter = "dc2",
            Domain = "example.consul",
            Node = "web1",
            AdditionalDatacenters = ["dc3"],
            DnsNames = ["web1.example.com"],
            IPAddresses = [IPAddress.Parse("10.1.2.3")],
        }));

        Assert.Equal(
            ["server.dc2.example.consul", "web1.server.dc2.example.consul", "server.dc3.example.consul", "web1.server.dc3.example.consul", "web1.example.com", "localhost"],
            certificate.DnsNames);
        Assert.Equal(["10.1.2.3", "127.0.0.1", "::1"], certificate.IPAddresses);
        Assert.Equal(["serverAuth", "clientAuth"], certificate.EnhancedKeyUsages);
        Assert.Equal("CN=server.dc2.example.consul", certificate.Subject);
        Assert.Equal(
            (CertificateRole.Server, "dc2", "example.consul", "web1"),
            (certificate.Role, certificate.Datacenter, certificate.Domain, certificate.Node));
        Assert.False(certificate.IsAuthority);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, certificate.KeyUsages);
    }

    [Fact]
    public void A_client_has_its_own_name_and_both_uses()
    {
        using SigningAuthority authority = _lab.Authority();
        ConsulCertificate certificate = CertificateFile.Read(_lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Client, Node = "web1" }));

        Assert.Equal(["client.dc1.consul", "web1.client.dc1.consul", "localhost"], certificate.DnsNames);
        Assert.Equal(["serverAuth", "clientAuth"], certificate.EnhancedKeyUsages);
        Assert.Equal(CertificateRole.Client, certificate.Role);
    }

    [Fact]
    public void A_caller_can_be_no_server()
    {
        using SigningAuthority authority = _lab.Authority();
        ConsulCertificate certificate = CertificateFile.Read(_lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Cli }));

        Assert.Equal(["cli.dc1.consul", "localhost"], certificate.DnsNames);
        Assert.Equal(["clientAuth"], certificate.EnhancedKeyUsages);
    }

    [Theory]
    [InlineData("server.dc1.consul")]
    [InlineData("SERVER.dc1.consul.")]
    [InlineData("*.dc1.consul")]
    [InlineData("server.other.consul")]
    [InlineData("server.dc1.elsewhere")]
    public void A_client_gets_no_name_that_passes_for_a_server(string name)
    {
        using SigningAuthority authority = _lab.Authority();
        var error = Assert.Throws<ConsulSecurityException>(
            () => _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Client, DnsNames = [name.TrimEnd('.')] }));

        Assert.Equal("ServerNameRefused", error.ErrorId);
    }

    [Theory]
    [InlineData("bad name")]
    [InlineData("-web")]
    [InlineData("web..example")]
    [InlineData("web.*.example")]
    [InlineData("")]
    [InlineData("héllo.example")]
    public void A_name_that_DNS_cannot_carry_is_refused(string name)
    {
        using SigningAuthority authority = _lab.Authority();
        var error = Assert.Throws<ConsulSecurityException>(
            () => _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, DnsNames = [name] }));

        Assert.Equal("DnsNameInvalid", error.ErrorId);
        Assert.Equal(
            $"'{name}' is not a DNS name: use letters, digits, '-' and '_' between dots, at most 253 characters and 63 between two dots.",
            error.Message);
    }

    [Theory]
    [InlineData("Bad DC!")]
    [InlineData("")]
    [InlineData("dc1.consul")]
    public void A_datacenter_that_Consul_would_not_take_is_refused(string datacenter)
    {
        using SigningAuthority authority = _lab.Authority();

        Assert.Equal("DatacenterInvalid", Assert.Throws<ConsulSecurityException>(
            () => _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, Datacenter = datacenter })).ErrorId);
    }

    [Fact]
    public void A_certificate_does_not_outlive_its_authority()
    {
        using SigningAuthority authority = _lab.Authority(new AuthorityOrder { Validity = TimeSpan.FromDays(30) });

        var error = Assert.Throws<ConsulSecurityException>(
            () => _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, Validity = TimeSpan.FromDays(31) }));
        ConsulCertificate capped = CertificateFile.Read(_lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server }));

        Assert.Equal("CertificateOutlivesAuthority", error.ErrorId);
        Assert.Equal(authority.Certificate.NotAfter, capped.NotAfter);
    }

    [Fact]
    public void Validity_begins_an_hour_ago_but_not_before_the_authoritys()
    {
        using SigningAuthority old = _lab.Authority(name: "old", now: CertificateLab.Now.AddDays(-10));
        using SigningAuthority young = _lab.Authority(name: "young");

        Assert.Equal(
            CertificateLab.Now.AddHours(-1).ToUnixTimeSeconds(),
            CertificateFile.Read(_lab.Issue(old, new CertificateOrder { Role = CertificateRole.Server }, "a")).NotBefore.ToUnixTimeSeconds());
        Assert.Equal(
            young.Certificate.NotBefore,
            CertificateFile.Read(_lab.Issue(young, new CertificateOrder { Role = CertificateRole.Server }, "b")).NotBefore);
    }

    [Fact]
    public void A_name_outside_the_authoritys_constraints_is_refused()
    {
        using SigningAuthority authority = _lab.Authority(new AuthorityOrder { PermittedNames = ["example.com"] });

        _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, DnsNames = ["web.example.com"] });
        var error = Assert.Throws<ConsulSecurityException>(
            () => _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, DnsNames = ["web.example.org"] }, "other"));

        Assert.Equal(["example.com", "consul", "localhost"], authority.Certificate.PermittedNames);
        Assert.Equal("NameNotPermitted", error.ErrorId);
    }

    [Fact]
    public void A_role_name_longer_than_64_characters_stays_out_of_the_subject()
    {
        using SigningAuthority authority = _lab.Authority();
        string domain = new string('a', 60) + ".consul";
        ConsulCertificate certificate = CertificateFile.Read(_lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, Domain = domain }));

        Assert.Equal("CN=Consul server", certificate.Subject);
        Assert.Equal("server.dc1." + domain, certificate.DnsNames[0]);
    }

    [Fact]
    public void Without_localhost_there_is_no_loopback_address_either()
    {
        using SigningAuthority authority = _lab.Authority();
        ConsulCertificate certificate = CertificateFile.Read(
            _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server, Localhost = false }));

        Assert.Equal(["server.dc1.consul"], certificate.DnsNames);
        Assert.Empty(certificate.IPAddresses);
    }
}
