using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConsulSecurity.Certificates;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

public sealed class SigningRequestTests : IDisposable
{
    private readonly CertificateLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_foreign_request_gets_the_roles_names_and_only_harmless_ones_of_its_own()
    {
        using SigningAuthority authority = _lab.Authority();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = Foreign(key, builder =>
        {
            builder.AddDnsName("server.dc1.consul");
            builder.AddDnsName("web1.server.dc2.consul");
            builder.AddDnsName("web1.example.com");
            builder.AddDnsName("*.example.com");
            builder.AddDnsName("server.dc1.elsewhere");
            builder.AddIpAddress(IPAddress.Parse("10.9.8.7"));
        });

        SigningRequest request = SigningRequest.Read(path);
        (CertificateOrder order, var refused) = RequestNames.Merge(new CertificateOrder { Role = CertificateRole.Client, Node = "web1" }, request);
        using var issuer = new CertificateIssuer(authority, CertificateLab.Now);
        using IssuedCertificate issued = issuer.Issue(order, request);
        ConsulCertificate certificate = CertificateReader.Read(issued.Certificates[0]);

        Assert.Equal(["client.dc1.consul", "web1.client.dc1.consul", "web1.example.com", "localhost"], certificate.DnsNames);
        Assert.Equal(["10.9.8.7", "127.0.0.1", "::1"], certificate.IPAddresses);
        Assert.Equal(["server.dc1.consul", "web1.server.dc2.consul", "*.example.com", "server.dc1.elsewhere"], refused);
        Assert.False(certificate.IsAuthority);
        Assert.Equal("CN=client.dc1.consul", certificate.Subject);
        Assert.Equal(Hex.Sha256(key.ExportSubjectPublicKeyInfo()), certificate.PublicKeyFingerprint);
        Assert.Null(issued.Key);
    }

    [Fact]
    public void A_request_that_its_key_did_not_sign_is_refused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = Foreign(key, _ => { });
        byte[] der = Pem.Decode(File.ReadAllText(path))[0].Content;
        der[^1] ^= 1;
        File.WriteAllText(path, Pem.Encode("CERTIFICATE REQUEST", der));

        AssertRefused(path, "RequestSignatureWrong");
    }

    [Fact]
    public void A_request_with_a_weak_key_is_refused()
    {
        using RSA key = RSA.Create(1024);
        var request = new CertificateRequest("CN=weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        AssertRefused(_lab.Text("weak.csr", request.CreateSigningRequestPem()), "RequestKeyWeak");
    }

    [Theory]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")]
    public void A_file_that_is_no_request_is_named(string content) => AssertRefused(_lab.Text("bad.csr", content), "RequestUnreadable");

    [Fact]
    public void A_request_cut_off_anywhere_is_refused_in_one_sentence()
    {
        using PrivateKey key = PrivateKey.Generate(CertificateKeyAlgorithm.EcP256);
        byte[] der = SigningRequest.Create(new CertificateOrder { Role = CertificateRole.Server }, key).Encoded;
        for (int length = 0; length < der.Length; length++)
        {
            File.WriteAllBytes(_lab.File("cut.csr"), der[..length]);
            var error = Assert.Throws<ConsulSecurityException>(() => SigningRequest.Read(_lab.File("cut.csr")));
            Assert.StartsWith("Request", error.ErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_request_with_any_byte_changed_is_refused_or_is_not_signed_by_its_key()
    {
        using PrivateKey key = PrivateKey.Generate(CertificateKeyAlgorithm.EcP256);
        byte[] der = SigningRequest.Create(new CertificateOrder { Role = CertificateRole.Server }, key).Encoded;
        for (int i = 0; i < der.Length; i++)
        {
            byte[] changed = (byte[])der.Clone();
            changed[i] ^= 0x01;
            File.WriteAllBytes(_lab.File("changed.csr"), changed);
            Assert.Throws<ConsulSecurityException>(() => SigningRequest.Read(_lab.File("changed.csr")));
        }
    }

    private static void AssertRefused(string path, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<ConsulSecurityException>(() => SigningRequest.Read(path)).ErrorId);

    private string Foreign(ECDsa key, Action<SubjectAlternativeNameBuilder> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        names(builder);
        var request = new CertificateRequest("CN=anything, O=anybody", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(builder.Build());
        return _lab.Text("foreign.csr", request.CreateSigningRequestPem());
    }
}
