using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Certificates;
using ConsulSecurity.Certificates.Judging;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

/// <summary>An authority that OpenSSL keeps: it signs our requests, and we sign with its key.</summary>
public sealed class ExternalAuthorityTests : IDisposable
{
    private readonly CertificateLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [NeedsToolTheory("openssl")]
    [InlineData("EC", "ec_paramgen_curve:P-256")]
    [InlineData("RSA", "rsa_keygen_bits:3072")]
    public void A_certificate_that_OpenSSL_made_of_our_request_passes(string algorithm, string option)
    {
        MakeAuthority(algorithm, option);
        string path = MakeRequest(CertificateRole.Server);

        Sign("-copy_extensions", "copyall");

        // The authority's key lies beside it here.
        CertificateFinding[] findings = [.. Judge(path).Where(finding => finding.Id != "TLS-36")];
        Assert.True(CertificateJudge.IsAcceptable(findings), string.Join('\n', findings.Select(f => $"{f.Id} {f.Outcome} {f.Reason}")));
        Assert.DoesNotContain(findings, finding => finding.Outcome is FindingOutcome.Fail or FindingOutcome.Error);
    }

    [NeedsToolFact("openssl")]
    public void One_from_which_OpenSSL_left_out_the_names_is_named_as_such()
    {
        MakeAuthority("EC", "ec_paramgen_curve:P-256");
        string path = MakeRequest(CertificateRole.Server);

        Sign();

        string[] failed = [.. Judge(path).Where(finding => finding.Outcome == FindingOutcome.Fail).Select(finding => finding.Id)];
        Assert.Contains("TLS-25", failed);
        Assert.Contains("TLS-27", failed);
    }

    [NeedsToolTheory("openssl")]
    [InlineData("EC", "ec_paramgen_curve:P-384")]
    [InlineData("RSA", "rsa_keygen_bits:2048")]
    public void We_sign_with_the_key_of_OpenSSL(string algorithm, string option)
    {
        MakeAuthority(algorithm, option);
        using SigningAuthority authority = SigningAuthority.Open(_lab.File("ca.pem"), null, null, DateTimeOffset.UtcNow);

        string path = _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Client, Node = "n1" });

        Assert.Contains("OK", Tool.OpenSsl("verify", "-x509_strict", "-CAfile", _lab.File("ca.pem"), path), StringComparison.Ordinal);
    }

    private void MakeAuthority(string algorithm, string option) => Tool.OpenSsl(
        "req", "-x509", "-newkey", algorithm, "-pkeyopt", option, "-nodes", "-keyout", _lab.File("ca-key.pem"), "-out", _lab.File("ca.pem"), "-days", "3000",
        "-subj", "/O=Example/CN=Example Consul CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        "-addext", "nameConstraints=critical,permitted;DNS:consul,permitted;DNS:localhost");

    private string MakeRequest(CertificateRole role)
    {
        using PrivateKey key = PrivateKey.Generate(CertificateKeyAlgorithm.EcP256);
        PublicFile.Write(_lab.File("leaf.csr"), SigningRequest.Create(new CertificateOrder { Role = role, Node = "n1" }, key).ToPem());
        PrivateFile.Write(_lab.File("leaf-key.pem"), KeyFile.ToPem(key));
        return _lab.File("leaf.pem");
    }

    private void Sign(params string[] options) => Tool.OpenSsl(
    [
        "x509", "-req", "-in", _lab.File("leaf.csr"), "-CA", _lab.File("ca.pem"), "-CAkey", _lab.File("ca-key.pem"), "-CAcreateserial", "-days", "300",
        "-out", _lab.File("leaf.pem"), .. options,
    ]);

    private IReadOnlyList<CertificateFinding> Judge(string path) => CertificateJudge.Judge(CertificateEvidenceReader.Read(
        path, null, _lab.File("ca.pem"), null, new CertificateExpectation(CertificateRole.Server, "dc1", "consul", "n1"), DateTimeOffset.UtcNow));
}
