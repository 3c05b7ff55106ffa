using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary>What real agents refuse is named beforehand, by the rule that says why.</summary>
public class RefusedCertificateTests
{
    [Theory]
    [InlineData("other datacenter", "TLS-25", "not server.dc1.consul")]
    [InlineData("client on a server", "TLS-25", "not server.dc1.consul")]
    [InlineData("expired", "TLS-30", "certificate has expired")]
    [InlineData("other authority", "TLS-24", "unknown authority")]
    [InlineData("no alternative names", "TLS-27", "relies on legacy Common Name")]
    [InlineData("one use missing", "TLS-29", "incompatible key usage")]
    public async Task A_wrong_certificate_is_named_beforehand_and_refused_by_the_agents(string wrong, string rule, string log)
    {
        using var tls = new TlsLab();
        using var other = new TlsLab();
        await using ConsulCluster cluster = await ConsulCluster.StartAsync(new ConsulClusterOptions
        {
            Servers = 2,
            Wait = ClusterWait.Nothing,
            NodeConfiguration = agent => agent.Name == "s1" ? tls.Configuration(agent) : tls.Configuration(Wrong(wrong, tls, other, agent)),
        });
        ConsulAgent bad = cluster["s2"];

        IReadOnlyList<CertificateFinding> findings = CertificateJudge.Judge(CertificateEvidenceReader.Read(
            Path.Combine(bad.Folder, "agent.pem"), null, tls.AuthorityPath, null, new CertificateExpectation(CertificateRole.Server, "dc1", "consul", bad.Name), tls.Now));
        Assert.Contains(rule, findings.Where(finding => finding.Outcome == FindingOutcome.Fail).Select(finding => finding.Id));
        Assert.False(CertificateJudge.IsAcceptable(findings));
        await Poll.UntilAsync(
            () =>
            {
                string both = cluster["s1"].LogTail(lines: 10_000) + bad.LogTail(lines: 10_000);
                string? missing = both.Contains(log, StringComparison.Ordinal) ? null : $"no '{log}' in the logs:\n{cluster["s1"].LogTail()}\n--\n{bad.LogTail()}";
                return Task.FromResult(missing);
            },
            TimeSpan.FromSeconds(40));
    }

    private static string Wrong(string wrong, TlsLab tls, TlsLab other, ConsulAgent agent)
    {
        CertificateOrder right = tls.OrderFor(agent);
        return wrong switch
        {
            "other datacenter" => tls.Issue(right with { Datacenter = "dc2" }, agent.Folder),
            "client on a server" => tls.Issue(right with { Role = CertificateRole.Client }, agent.Folder),
            "expired" => tls.Issue(right with { Validity = TimeSpan.FromDays(1) }, agent.Folder, now: tls.Now.AddDays(-3)),
            "other authority" => tls.Issue(right, agent.Folder, other.Signer),
            "no alternative names" => Foreign(tls, agent, names: false, Oids.ServerAuth, Oids.ClientAuth),
            "one use missing" => Foreign(tls, agent, names: true, Oids.ServerAuth),
            _ => throw new ArgumentOutOfRangeException(nameof(wrong)),
        };
    }

    private static string Foreign(TlsLab tls, ConsulAgent agent, bool names, params string[] uses)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server.dc1.consul", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], false));
        if (names)
        {
            var builder = new SubjectAlternativeNameBuilder();
            builder.AddDnsName("server.dc1.consul");
            builder.AddDnsName("localhost");
            request.CertificateExtensions.Add(builder.Build());
        }

        using ECDsa signer = ECDsa.Create();
        signer.ImportECPrivateKey(tls.Signer.Key.ExportTraditional(), out _);
        using X509Certificate2 issuer = X509CertificateLoader.LoadCertificate(tls.Signer.Certificates[0]);
        using X509Certificate2 certificate = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), tls.Now.AddMinutes(-5), tls.Now.AddDays(300), [1, 2, 3]);
        string path = Path.Combine(agent.Folder, "agent.pem");
        PublicFile.Write(path, certificate.ExportCertificatePem());
        PrivateFile.Write(CertificateFile.KeyPathOf(path), key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
