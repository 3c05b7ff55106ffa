using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;
using Xunit;

namespace ConsulSecurity.Integration.Tests.Certificates;

/// <summary><c>consul tls</c> and we work with each other's authority.</summary>
public class SideBySideTests
{
    [Theory]
    [InlineData(CertificateKeyAlgorithm.EcP256)]
    [InlineData(CertificateKeyAlgorithm.EcP384)]
    [InlineData(CertificateKeyAlgorithm.EcP521)]
    public async Task Consul_tls_signs_with_our_authority(CertificateKeyAlgorithm algorithm)
    {
        using var tls = new TlsLab(algorithm);
        AuthorityFiles.Create(
            new AuthorityOrder { KeyAlgorithm = algorithm, PermittedNames = ["consul"] }, Path.Combine(tls.Folder, "consul-agent-ca.pem"), null, null, false, tls.Now);

        (int exitCode, string output) = await ConsulTool.RunAsync(tls.Folder, "tls", "cert", "create", "-server");

        Assert.True(exitCode == 0, output);
        string path = Path.Combine(tls.Folder, "dc1-server-consul-0.pem");
        string[] failed =
        [
            .. CertificateJudge.Judge(CertificateEvidenceReader.Read(
                    path, null, Path.Combine(tls.Folder, "consul-agent-ca.pem"), null, new CertificateExpectation(CertificateRole.Server, "dc1", "consul"), System.DateTimeOffset.UtcNow))
                .Where(finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error).Select(finding => finding.Id),
        ];

        // It leaves out ::1, and writes keys that everybody can read; the authority's lies beside them here.
        Assert.Equal(["TLS-28", "TLS-36", "TLS-37"], failed);
    }

    [Fact]
    public async Task We_sign_with_the_authority_of_consul_tls()
    {
        using var tls = new TlsLab();
        (int exitCode, string output) = await ConsulTool.RunAsync(tls.Folder, "tls", "ca", "create", "-name-constraint");
        Assert.True(exitCode == 0, output);
        string theirs = Path.Combine(tls.Folder, "consul-agent-ca.pem");
        using SigningAuthority authority = SigningAuthority.Open(theirs, null, null, System.DateTimeOffset.UtcNow);

        string folder = Directory.CreateDirectory(Path.Combine(tls.Folder, "agent"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        string path = tls.Issue(new CertificateOrder { Role = CertificateRole.Server }, folder, authority);

        Assert.DoesNotContain(
            CertificateJudge.Judge(CertificateEvidenceReader.Read(path, null, theirs, null, new CertificateExpectation(CertificateRole.Server, "dc1", "consul"), System.DateTimeOffset.UtcNow)),
            finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error);
    }
}
