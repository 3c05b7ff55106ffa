using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

/// <summary>The sound certificate passes every rule; each fault is named by its own rule.</summary>
public sealed class CertificateJudgeTests : IDisposable
{
    private readonly CertificateLab _lab = new();
    private readonly SigningAuthority _authority;

    public CertificateJudgeTests() => _authority = _lab.Authority(new AuthorityOrder { PermittedNames = ["consul"] });

    public void Dispose()
    {
        _authority.Dispose();
        _lab.Dispose();
    }

    [Theory]
    [InlineData(CertificateRole.Server)]
    [InlineData(CertificateRole.Client)]
    [InlineData(CertificateRole.Cli)]
    public void A_certificate_of_ours_passes_every_rule(CertificateRole role)
    {
        KeepAuthorityKeyAway();
        string path = _lab.Issue(_authority, new CertificateOrder { Role = role, Node = "n1" });

        AssertFails(Judge(path, new CertificateExpectation(role, "dc1", "consul", "n1")));
    }

    [Fact]
    public void An_authority_of_ours_passes_every_rule() =>
        AssertFails(Judge(_lab.File("ca.pem"), new CertificateExpectation(CertificateRole.Authority), authority: null));

    [Fact]
    public void An_authority_without_name_constraints_is_worth_a_note()
    {
        using SigningAuthority open = _lab.Authority(name: "open");

        IReadOnlyList<CertificateFinding> findings = Judge(_lab.File("open.pem"), new CertificateExpectation(CertificateRole.Unknown), authority: null);
        AssertFails(findings, "TLS-35");
        Assert.True(CertificateJudge.IsAcceptable(findings));
    }

    [Fact]
    public void Another_datacenters_server_is_named_by_TLS_25()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server, Datacenter = "dc2" });

        IReadOnlyList<CertificateFinding> findings = Judge(path, new CertificateExpectation(CertificateRole.Server, "dc1", "consul"));
        AssertFails(findings, "TLS-25");
        CertificateFinding finding = findings.Single(candidate => candidate.Id == "TLS-25");
        Assert.Equal(("server.dc1.consul", "server.dc2.consul, localhost", Severity.Critical), (finding.Expected, finding.Seen, finding.Severity));
    }

    [Fact]
    public void A_clients_certificate_on_a_server_is_named_by_TLS_25() =>
        AssertFails(Judge(Sound(new CertificateOrder { Role = CertificateRole.Client }), new CertificateExpectation(CertificateRole.Server, "dc1")), "TLS-25");

    [Fact]
    public void A_servers_certificate_on_a_client_is_named_by_TLS_26() =>
        AssertFails(Judge(Sound(new CertificateOrder { Role = CertificateRole.Server }), new CertificateExpectation(CertificateRole.Client, "dc1")), "TLS-26");

    [Fact]
    public void A_wildcard_that_covers_the_servers_name_is_named_by_TLS_26() =>
        AssertFails(Judge(Foreign(names: ["client.dc1.consul", "*.dc1.consul", "localhost"]), new CertificateExpectation(CertificateRole.Client)), "TLS-26");

    [Fact]
    public void No_alternative_names_are_named_by_TLS_25_27_and_28() =>
        AssertFails(Judge(Foreign(names: null), new CertificateExpectation(CertificateRole.Server, "dc1")), "TLS-25", "TLS-27", "TLS-28");

    [Fact]
    public void Missing_localhost_is_named_by_TLS_28() =>
        AssertFails(Judge(Sound(new CertificateOrder { Role = CertificateRole.Server, Localhost = false }), new CertificateExpectation(CertificateRole.Server)), "TLS-28");

    [Theory]
    [InlineData(Oids.ServerAuth)]
    [InlineData(Oids.ClientAuth)]
    public void One_use_of_two_is_named_by_TLS_29(string use) =>
        AssertFails(Judge(Foreign(uses: [use]), new CertificateExpectation(CertificateRole.Server)), "TLS-29");

    [Theory]
    [InlineData(400, "Critical")]
    [InlineData(360, "High")]
    [InlineData(340, "Medium")]
    [InlineData(-1, "Critical")]
    public void The_end_of_validity_is_named_by_TLS_30_before_it_comes(int daysLater, string severity)
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server });
        IReadOnlyList<CertificateFinding> findings = Judge(
            path, new CertificateExpectation(CertificateRole.Server), now: CertificateLab.Now.AddDays(daysLater));

        CertificateFinding finding = findings.Single(candidate => candidate.Id == "TLS-30");
        Assert.Equal((FindingOutcome.Fail, severity), (finding.Outcome, finding.Severity.ToString()));
    }

    [Fact]
    public void Two_years_are_named_by_TLS_31() => AssertFails(
        Judge(Sound(new CertificateOrder { Role = CertificateRole.Server, Validity = TimeSpan.FromDays(730) }), new CertificateExpectation(CertificateRole.Server)), "TLS-31");

    [Fact]
    public void Another_authority_is_named_by_TLS_24()
    {
        using SigningAuthority other = _lab.Authority(new AuthorityOrder { PermittedNames = ["consul"] }, name: "other");
        KeepAuthorityKeyAway();
        string path = _lab.Issue(other, new CertificateOrder { Role = CertificateRole.Server });

        IReadOnlyList<CertificateFinding> findings = Judge(path, new CertificateExpectation(CertificateRole.Server));
        AssertFails(findings, "TLS-24");
        Assert.Equal("no authority in the file has its issuer's name", findings.Single(finding => finding.Id == "TLS-24").Seen);
    }

    [Fact]
    public void An_authority_of_the_same_name_with_another_key_is_named_by_TLS_24()
    {
        using SigningAuthority one = _lab.Authority(new AuthorityOrder { CommonName = "twin", PermittedNames = ["consul"] }, name: "one");
        using SigningAuthority two = _lab.Authority(new AuthorityOrder { CommonName = "twin", PermittedNames = ["consul"] }, name: "two");
        KeepAuthorityKeyAway();
        string path = _lab.Issue(one, new CertificateOrder { Role = CertificateRole.Server });
        File.Delete(_lab.File("two-key.pem"));

        IReadOnlyList<CertificateFinding> findings = Judge(path, new CertificateExpectation(CertificateRole.Server), authority: "two.pem");
        AssertFails(findings, "TLS-24");
        Assert.Equal("'CN=twin' has the issuer's name, but another key signed it", findings.Single(finding => finding.Id == "TLS-24").Seen);
    }

    [Fact]
    public void An_expired_authority_is_named_by_TLS_24_and_32()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server });

        IReadOnlyList<CertificateFinding> findings = Judge(path, new CertificateExpectation(CertificateRole.Server), now: CertificateLab.Now.AddDays(2000));
        AssertFails(findings, "TLS-24", "TLS-30", "TLS-32");
    }

    [Fact]
    public void A_weak_key_is_named_by_TLS_33()
    {
        using RSA key = RSA.Create(1024);

        AssertFails(Judge(Foreign(key: key), new CertificateExpectation(CertificateRole.Server)), "TLS-33");
    }

    [Fact]
    public void Another_key_is_named_by_TLS_23()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server });
        _lab.Issue(_authority, new CertificateOrder { Role = CertificateRole.Server }, "second");

        AssertFails(Judge(path, new CertificateExpectation(CertificateRole.Server), key: "second-key.pem"), "TLS-23");
    }

    [Fact]
    public void A_key_that_is_not_there_is_named_by_TLS_22() =>
        AssertFails(Judge(Sound(new CertificateOrder { Role = CertificateRole.Server }), new CertificateExpectation(CertificateRole.Server), key: "no.pem"), "TLS-22");

    [Fact]
    public void A_key_for_everybody_is_named_by_TLS_37()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server });
        File.SetUnixFileMode(_lab.File("leaf-key.pem"), (UnixFileMode)0x1A4);

        AssertFails(Judge(path, new CertificateExpectation(CertificateRole.Server)), "TLS-37");
    }

    [Fact]
    public void A_certificate_that_others_can_write_is_named_by_TLS_22()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server });
        File.SetUnixFileMode(path, (UnixFileMode)0x1B6);

        AssertFails(Judge(path, new CertificateExpectation(CertificateRole.Server)), "TLS-22");
    }

    [Fact]
    public void The_authoritys_key_beside_the_agents_is_named_by_TLS_36() => AssertFails(
        Judge(_lab.Issue(_authority, new CertificateOrder { Role = CertificateRole.Server }), new CertificateExpectation(CertificateRole.Server)), "TLS-36");

    [Theory]
    [InlineData("O=Let's Encrypt, CN=R3", null)]
    [InlineData("CN=Consul CA", "spiffe://11111111-2222-3333-4444-555555555555.consul")]
    public void An_authority_that_signs_for_others_is_named_by_TLS_34(string subject, string? uri)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        if (uri is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddUri(new Uri(uri));
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 certificate = request.CreateSelfSigned(CertificateLab.Now.AddDays(-1), CertificateLab.Now.AddDays(100));
        string path = _lab.Text("public.pem", certificate.ExportCertificatePem());

        AssertFails(Judge(path, new CertificateExpectation(CertificateRole.Authority), authority: null), "TLS-34", "TLS-35");
    }

    [Fact]
    public void Two_agents_with_one_key_are_named_by_TLS_38()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Client });
        File.Copy(path, _lab.File("copy.pem"));
        CertificateEvidence evidence = Read(path, new CertificateExpectation(CertificateRole.Client)) with
        {
            Others = [CertificateFile.Read(_lab.File("copy.pem"))],
        };

        AssertFails(CertificateJudge.Judge(evidence), "TLS-38");
    }

    [Theory]
    [InlineData("10.0.0.1:8300", "10.0.0.1:8501", true)]
    [InlineData("[fd00::1]:8300", "[fd00::1]:8501", true)]
    [InlineData("10.0.0.1:8501", "/etc/consul.d/agent.pem", true)]
    [InlineData("10.0.0.1:8501", "10.0.0.2:8501", false)]
    [InlineData("/a/agent.pem", "/b/agent.pem", false)]
    public void One_certificate_on_several_ports_of_an_agent_is_not_shared(string one, string other, bool pass)
    {
        ConsulCertificate certificate = CertificateReader.Read(_authority.Certificates[0], one);
        var evidence = new CertificateEvidence
        {
            Certificate = certificate,
            Der = _authority.Certificates[0],
            Expectation = new CertificateExpectation(CertificateRole.Unknown),
            Now = CertificateLab.Now,
            Others = [certificate, CertificateReader.Read(_authority.Certificates[0], other)],
        };

        Assert.Equal(pass ? FindingOutcome.Pass : FindingOutcome.Fail, KeyVerdicts.KeyIsItsOwn(evidence).Outcome);
    }

    [Fact]
    public void Without_an_authority_what_depends_on_it_is_unknown_and_never_failed()
    {
        string path = Sound(new CertificateOrder { Role = CertificateRole.Server });

        IReadOnlyList<CertificateFinding> findings = Judge(path, new CertificateExpectation(CertificateRole.Server), authority: null);
        AssertFails(findings);
        Assert.Equal(
            ["TLS-24", "TLS-32", "TLS-34", "TLS-35", "TLS-36"],
            findings.Where(finding => finding.Outcome == FindingOutcome.Unknown).Select(finding => finding.Id));
    }

    [Fact]
    public void Every_rule_from_22_to_38_is_there_once() =>
        Assert.Equal(Enumerable.Range(22, 17).Select(number => $"TLS-{number}"), CertificateJudge.Rules.Select(rule => rule.Id));

    private static void AssertFails(IEnumerable<CertificateFinding> findings, params string[] expected) => Assert.Equal(
        expected,
        findings.Where(finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error).Select(finding => finding.Id));

    private string Sound(CertificateOrder order)
    {
        KeepAuthorityKeyAway();
        return _lab.Issue(_authority, order);
    }

    private void KeepAuthorityKeyAway()
    {
        foreach (string file in Directory.GetFiles(_lab.Folder, "*ca-key.pem").Concat(Directory.GetFiles(_lab.Folder, "o*-key.pem")))
        {
            File.Delete(file);
        }
    }

    /// <summary>A certificate of our authority that another tool made.</summary>
    private string Foreign(string[]? names = null, string[]? uses = null, AsymmetricAlgorithm? key = null)
    {
        bool without = names is null && uses is null && key is null;
        KeepAuthorityKeyAway();
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA rsa
            ? new CertificateRequest("CN=server.dc1.consul", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=server.dc1.consul", ecdsa, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [.. (uses ?? [Oids.ServerAuth, Oids.ClientAuth]).Select(oid => new Oid(oid))], false));
        if (!without)
        {
            var builder = new SubjectAlternativeNameBuilder();
            foreach (string name in names ?? ["server.dc1.consul", "localhost"])
            {
                builder.AddDnsName(name);
            }

            builder.AddIpAddress(IPAddress.Loopback);
            builder.AddIpAddress(IPAddress.IPv6Loopback);
            request.CertificateExtensions.Add(builder.Build());
        }

        using ECDsa signer = ECDsa.Create();
        signer.ImportECPrivateKey(_authority.Key.ExportTraditional(), out _);
        using X509Certificate2 issuer = X509CertificateLoader.LoadCertificate(_authority.Certificates[0]);
        using X509Certificate2 certificate = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), CertificateLab.Now.AddMinutes(-5), CertificateLab.Now.AddDays(300), [1, 2, 3]);
        return _lab.Text("foreign.pem", certificate.ExportCertificatePem());
    }

    private IReadOnlyList<CertificateFinding> Judge(
        string path, CertificateExpectation expectation, string? authority = "ca.pem", string? key = null, DateTimeOffset? now = null) =>
        CertificateJudge.Judge(Read(path, expectation, authority, key, now));

    private CertificateEvidence Read(
        string path, CertificateExpectation expectation, string? authority = "ca.pem", string? key = null, DateTimeOffset? now = null) =>
        CertificateEvidenceReader.Read(
            path, key is null ? null : _lab.File(key), authority is null ? null : _lab.File(authority), null, expectation, now ?? CertificateLab.Now);
}
