using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

public sealed class SigningAuthorityTests : IDisposable
{
    private readonly CertificateLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_root_is_as_consul_tls_makes_it()
    {
        using SigningAuthority authority = _lab.Authority();
        ConsulCertificate certificate = authority.Certificate;

        Assert.Equal(CertificateRole.Authority, certificate.Role);
        Assert.True(certificate.IsSelfSigned);
        Assert.Null(certificate.PathLength);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, certificate.KeyUsages);
        Assert.Equal(certificate.SubjectKeyId, certificate.AuthorityKeyId);
        Assert.StartsWith("CN=Consul Agent CA ", certificate.Subject, StringComparison.Ordinal);
        Assert.Equal(1825, (certificate.NotAfter - CertificateLab.Now).TotalDays, precision: 3);
    }

    [Fact]
    public void Two_roots_never_have_the_same_name()
    {
        using SigningAuthority one = _lab.Authority(name: "one");
        using SigningAuthority two = _lab.Authority(name: "two");

        Assert.NotEqual(one.Certificate.Subject, two.Certificate.Subject);
    }

    [Fact]
    public void A_key_that_is_not_there_is_named()
    {
        _lab.Authority().Dispose();
        File.Delete(_lab.File("ca-key.pem"));

        AssertRefused(
            "AuthorityKeyMissing",
            $"The key of the authority '{_lab.File("ca.pem")}' is not at '{_lab.File("ca-key.pem")}': give its file with -AuthorityKeyPath.");
    }

    [Fact]
    public void An_encrypted_key_asks_for_its_passphrase_and_refuses_a_wrong_one()
    {
        using SigningAuthority authority = _lab.Authority();
        PrivateFile.Write(_lab.File("ca-key.pem"), KeyFile.ToPem(authority.Key, Secret.Of("right")), overwrite: true);

        AssertRefused("KeyEncrypted", $"The private key in '{_lab.File("ca-key.pem")}' is encrypted: give its passphrase with -Passphrase.");
        AssertRefused(
            "PassphraseWrong",
            $"The passphrase does not open the private key in '{_lab.File("ca-key.pem")}': give the one that it was encrypted with.",
            "wrong");
        SigningAuthority.Open(_lab.File("ca.pem"), null, Secret.Of("right"), CertificateLab.Now).Dispose();
    }

    [Fact]
    public void A_key_of_another_authority_is_refused()
    {
        _lab.Authority().Dispose();
        _lab.Authority(name: "other").Dispose();
        File.Copy(_lab.File("other-key.pem"), _lab.File("ca-key.pem"), overwrite: true);

        AssertRefused(
            "KeyDoesNotMatch",
            $"The key in '{_lab.File("ca-key.pem")}' is not that of the certificate in '{_lab.File("ca.pem")}': give the two files that were made together.");
    }

    [Fact]
    public void An_agents_certificate_signs_nothing()
    {
        using SigningAuthority authority = _lab.Authority(name: "root");
        _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Server }, "ca");

        AssertRefused(
            "NotAnAuthority",
            $"The certificate in '{_lab.File("ca.pem")}' may not sign others (it is not CA:TRUE with keyCertSign): give the authority's, as New-ConsulCertificateAuthority makes it.");
    }

    [Fact]
    public void An_expired_authority_signs_nothing()
    {
        _lab.Authority(new AuthorityOrder { Validity = TimeSpan.FromDays(1) }, now: CertificateLab.Now.AddDays(-2)).Dispose();

        AssertRefused("AuthorityNotValidNow", null);
    }

    [Theory]
    [InlineData("", "CertificateUnreadable")]
    [InlineData("no certificate", "CertificateUnreadable")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "CertificateUnreadable")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", "CertificateUnreadable")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n", "CertificateUnreadable")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "CertificateMissing")]
    public void A_file_that_is_no_certificate_is_named(string content, string errorId)
    {
        _lab.Text("ca.pem", content);

        AssertRefused(errorId, null);
    }

    [Theory]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", "KeyUnreadable")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n", "KeyNotSupported")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "KeyMissing")]
    [InlineData("junk", "KeyUnreadable")]
    public void A_key_that_cannot_be_used_is_named(string content, string errorId)
    {
        _lab.Authority().Dispose();
        _lab.Text("ca-key.pem", content);

        AssertRefused(errorId, null);
    }

    [Fact]
    public void An_intermediate_goes_no_deeper_than_the_root_allows()
    {
        using SigningAuthority root = _lab.Authority(new AuthorityOrder { PathLength = 0 }, "root");

        Assert.Equal("AuthorityPathLength", Assert.Throws<ConsulSecurityException>(() => _lab.Authority(name: "below", parent: root)).ErrorId);
        Assert.False(File.Exists(_lab.File("below.pem")));
    }

    [Fact]
    public void A_key_never_shows_itself()
    {
        using PrivateKey key = PrivateKey.Generate(CertificateKeyAlgorithm.EcP256);

        Assert.Equal("EC P-256 private key", key.ToString());
    }

    [Fact]
    public void Serial_numbers_are_random_and_positive()
    {
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        HashSet<string> serials = [.. Enumerable.Range(0, 1000).Select(_ => CertificateEncoder.NewSerialNumber(random)).Select(number =>
        {
            Assert.InRange(number[0], 0, 127);
            return Hex.Of(number);
        })];

        Assert.Equal(1000, serials.Count);
    }

    private void AssertRefused(string errorId, string? message, string? passphrase = null)
    {
        var error = Assert.Throws<ConsulSecurityException>(() => SigningAuthority.Open(
            _lab.File("ca.pem"), null, passphrase is null ? null : Secret.Of(passphrase), CertificateLab.Now));
        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain('\n', error.Message);
        if (message is not null)
        {
            Assert.Equal(message, error.Message);
        }
    }
}
