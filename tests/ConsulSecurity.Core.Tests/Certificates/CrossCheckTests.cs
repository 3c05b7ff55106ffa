using System;
using System.Globalization;
using System.Net;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

/// <summary>OpenSSL and GnuTLS must read in every certificate, request, list and PFX what we put in.</summary>
public sealed class CrossCheckTests : IDisposable
{
    private readonly CertificateLab _lab = new();

    public static TheoryData<CertificateKeyAlgorithm, CertificateKeyAlgorithm, CertificateRole> Combinations()
    {
        var data = new TheoryData<CertificateKeyAlgorithm, CertificateKeyAlgorithm, CertificateRole>();
        foreach (CertificateKeyAlgorithm authority in Enum.GetValues<CertificateKeyAlgorithm>())
        {
            data.Add(authority, CertificateKeyAlgorithm.EcP256, CertificateRole.Server);
        }

        foreach (CertificateKeyAlgorithm leaf in Enum.GetValues<CertificateKeyAlgorithm>())
        {
            data.Add(CertificateKeyAlgorithm.EcP256, leaf, CertificateRole.Client);
        }

        data.Add(CertificateKeyAlgorithm.EcP384, CertificateKeyAlgorithm.EcP256, CertificateRole.Cli);

        return data;
    }

    public void Dispose() => _lab.Dispose();

    [NeedsToolTheory("openssl", "certtool")]
    [MemberData(nameof(Combinations))]
    public void OpenSSL_and_GnuTLS_verify_every_kind(CertificateKeyAlgorithm authorityKey, CertificateKeyAlgorithm leafKey, CertificateRole role)
    {
        using SigningAuthority authority = _lab.Authority(new AuthorityOrder { KeyAlgorithm = authorityKey, PermittedNames = ["example.com"] });
        string leaf = _lab.Issue(authority, new CertificateOrder { Role = role, KeyAlgorithm = leafKey, Node = "n1", IPAddresses = [IPAddress.Parse("10.0.0.7")] });

        string purpose = role == CertificateRole.Cli ? "sslclient" : "sslserver";
        Assert.Contains("OK", Tool.OpenSsl("verify", "-x509_strict", "-purpose", purpose, "-CAfile", _lab.File("ca.pem"), leaf), StringComparison.Ordinal);
        string text = Tool.OpenSsl("x509", "-in", leaf, "-noout", "-text");
        ConsulCertificate read = CertificateFile.Read(leaf);
        Assert.All(read.DnsNames, name => Assert.Contains("DNS:" + name, text, StringComparison.Ordinal));
        Assert.Contains("IP Address:10.0.0.7, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Basic Constraints: critical\n                CA:FALSE", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Key Usage: critical\n                Digital Signature" + (leafKey >= CertificateKeyAlgorithm.Rsa2048 ? ", Key Encipherment" : "\n"), text, StringComparison.Ordinal);
        Assert.Equal(read.Fingerprint, Tool.OpenSsl("x509", "-in", leaf, "-noout", "-fingerprint", "-sha256").Split('=')[1].Trim().Replace(":", string.Empty, StringComparison.Ordinal).ToLowerInvariant());
        Assert.Equal(read.SerialNumber.TrimStart('0'), Tool.OpenSsl("x509", "-in", leaf, "-noout", "-serial").Split('=')[1].Trim().ToLowerInvariant().TrimStart('0'));
        Assert.Equal(Tool.OpenSsl("x509", "-in", leaf, "-noout", "-pubkey"), Tool.OpenSsl("pkey", "-in", _lab.File("leaf-key.pem"), "-pubout"));
        Assert.Contains("valid", Tool.OpenSsl("pkey", "-in", _lab.File("leaf-key.pem"), "-check", "-noout"), StringComparison.Ordinal);
        AssertGnuTlsAgrees(leaf, role);
    }

    private void AssertGnuTlsAgrees(string leaf, CertificateRole role)
    {
        string verdict = Tool.CertTool("--verify", "--load-ca-certificate", _lab.File("ca.pem"), "--infile", leaf);
        Assert.Contains("Verified. The certificate is trusted.", verdict, StringComparison.Ordinal);
        string text = Tool.CertTool("--certificate-info", "--infile", leaf);
        Assert.Contains("DNSname: " + AgentNames.RoleName(role, "dc1", "consul"), text, StringComparison.Ordinal);
        Assert.Contains("IPAddress: ::1", text, StringComparison.Ordinal);
        Assert.Contains("Certificate Authority (CA): FALSE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", text, StringComparison.OrdinalIgnoreCase);
    }

    [NeedsToolTheory("openssl", "certtool")]
    [InlineData(CertificateKeyAlgorithm.EcP256)]
    [InlineData(CertificateKeyAlgorithm.EcP521)]
    [InlineData(CertificateKeyAlgorithm.Rsa2048)]
    public void A_chain_over_an_intermediate_verifies_up_to_the_root(CertificateKeyAlgorithm algorithm)
    {
        using SigningAuthority root = _lab.Authority(new AuthorityOrder { KeyAlgorithm = algorithm, PathLength = 1 }, "root");
        using SigningAuthority intermediate = _lab.Authority(new AuthorityOrder { KeyAlgorithm = algorithm }, "intermediate", root);
        using SigningAuthority opened = SigningAuthority.Open(_lab.File("intermediate.pem"), null, null, CertificateLab.Now);
        string leaf = _lab.Issue(opened, new CertificateOrder { Role = CertificateRole.Server });

        Assert.Equal(2, CertificateFile.ReadDer(leaf).Count);
        Assert.Equal(0, intermediate.Certificate.PathLength);
        Tool.OpenSsl("verify", "-x509_strict", "-CAfile", _lab.File("root.pem"), "-untrusted", _lab.File("intermediate.pem"), leaf);
        Assert.Contains("Verified.", Tool.CertTool("--verify", "--load-ca-certificate", _lab.File("root.pem"), "--infile", leaf), StringComparison.Ordinal);
    }

    [NeedsToolTheory("openssl", "certtool")]
    [InlineData("passphrase")]
    [InlineData("pässwörd ✓")]
    public void OpenSSL_opens_our_encrypted_key_with_the_passphrase_alone(string passphrase)
    {
        using SigningAuthority authority = _lab.Authority();
        PrivateFile.Write(_lab.File("enc.pem"), KeyFile.ToPem(authority.Key, Secret.Of(passphrase)));
        PrivateFile.Write(_lab.File("pass"), passphrase);

        string pub = Tool.OpenSsl("pkey", "-in", _lab.File("enc.pem"), "-passin", "file:" + _lab.File("pass"), "-pubout");
        Assert.Equal(Tool.OpenSsl("x509", "-in", _lab.File("ca.pem"), "-noout", "-pubkey"), pub);
        Assert.NotEqual(0, Tool.Try("openssl", ["pkey", "-in", _lab.File("enc.pem"), "-passin", "pass:wrong", "-noout"]).ExitCode);
        string asn1 = Tool.OpenSsl("asn1parse", "-in", _lab.File("enc.pem"));
        Assert.Contains("PBES2", asn1, StringComparison.Ordinal);
        Assert.Contains("aes-256-cbc", asn1, StringComparison.Ordinal);
        Assert.Contains("hmacWithSHA256", asn1, StringComparison.Ordinal);
        using PrivateKey read = KeyFile.Read(_lab.File("enc.pem"), Secret.Of(passphrase));
        Assert.Equal(authority.Key.Fingerprint(), read.Fingerprint());
    }

    [NeedsToolTheory("openssl", "certtool")]
    [InlineData("EC", "-pkeyopt,ec_paramgen_curve:P-256")]
    [InlineData("EC", "-pkeyopt,ec_paramgen_curve:P-384")]
    [InlineData("EC", "-pkeyopt,ec_paramgen_curve:P-521")]
    [InlineData("RSA", "-pkeyopt,rsa_keygen_bits:2048")]
    public void Keys_of_OpenSSL_are_read_in_every_form(string algorithm, string options)
    {
        string pkcs8 = _lab.File("p8.pem");
        Tool.OpenSsl(["genpkey", "-algorithm", algorithm, .. options.Split(','), "-out", pkcs8]);
        Tool.OpenSsl("pkey", "-in", pkcs8, "-traditional", "-out", _lab.File("traditional.pem"));
        Tool.OpenSsl("pkey", "-in", pkcs8, "-outform", "DER", "-out", _lab.File("p8.der"));
        Tool.OpenSsl("pkey", "-in", pkcs8, "-traditional", "-outform", "DER", "-out", _lab.File("traditional.der"));
        Tool.OpenSsl("pkcs8", "-topk8", "-in", pkcs8, "-passout", "pass:geheim-ü", "-out", _lab.File("pbes2.pem"));
        Tool.OpenSsl("pkcs8", "-topk8", "-in", pkcs8, "-v2prf", "hmacWithSHA1", "-v2", "des3", "-passout", "pass:geheim-ü", "-out", _lab.File("old.pem"));
        Tool.OpenSsl("pkcs8", "-topk8", "-in", pkcs8, "-passout", "pass:geheim-ü", "-outform", "DER", "-out", _lab.File("pbes2.der"));
        Tool.OpenSsl("pkey", "-in", pkcs8, "-traditional", "-aes256", "-passout", "pass:geheim", "-out", _lab.File("dek.pem"));
        byte[] pub = Pem.Decode(Tool.OpenSsl("pkey", "-in", pkcs8, "-pubout"))[0].Content;

        foreach (string file in new[] { "p8.pem", "traditional.pem", "p8.der", "traditional.der", "pbes2.pem", "old.pem", "pbes2.der", "dek.pem" })
        {
            using PrivateKey key = KeyFile.Read(_lab.File(file), Secret.Of(file == "dek.pem" ? "geheim" : "geheim-ü"));
            Assert.Equal((file, Hex.Sha256(pub)), (file, key.Fingerprint()));
        }
    }

    [NeedsToolFact("openssl", "certtool")]
    public void A_CSR_of_ours_verifies_in_OpenSSL_and_GnuTLS()
    {
        using PrivateKey key = PrivateKey.Generate(CertificateKeyAlgorithm.EcP384);
        SigningRequest request = SigningRequest.Create(new CertificateOrder { Role = CertificateRole.Client, Node = "n1" }, key);
        PublicFile.Write(_lab.File("n1.csr"), request.ToPem());

        string text = Tool.OpenSsl("req", "-in", _lab.File("n1.csr"), "-verify", "-noout", "-text");
        Assert.Contains("verify OK", text, StringComparison.Ordinal);
        Assert.Contains("DNS:client.dc1.consul, DNS:n1.client.dc1.consul, DNS:localhost", text, StringComparison.Ordinal);
        Assert.Contains("Self signature: verified", Tool.CertTool("--crq-info", "--infile", _lab.File("n1.csr")), StringComparison.Ordinal);
    }

    [NeedsToolFact("openssl", "certtool")]
    public void A_PFX_of_ours_opens_in_OpenSSL_GnuTLS_and_here()
    {
        using SigningAuthority authority = _lab.Authority();
        using var issuer = new CertificateIssuer(authority, CertificateLab.Now);
        using IssuedCertificate issued = issuer.Issue(new CertificateOrder { Role = CertificateRole.Cli });
        byte[] pfx = PfxWriter.Write([.. issued.Certificates, .. authority.Certificates], issued.Key!, "cli.dc1.consul", Secret.Of("geheim"));
        PrivateFile.Write(_lab.File("cli.pfx"), pfx);

        string text = Tool.OpenSsl("pkcs12", "-in", _lab.File("cli.pfx"), "-passin", "pass:geheim", "-nodes", "-info");
        Assert.Equal(2, text.Split("-----BEGIN CERTIFICATE-----").Length - 1);
        Assert.Contains("-----BEGIN PRIVATE KEY-----", text, StringComparison.Ordinal);
        Assert.Contains("AES-256-CBC", text, StringComparison.Ordinal);
        Assert.Contains("BEGIN CERTIFICATE", Tool.CertTool("--p12-info", "--inder", "--infile", _lab.File("cli.pfx"), "--password", "geheim"), StringComparison.Ordinal);
        (var certificates, PrivateKey? key) = PfxFile.Read(pfx, "cli.pfx", Secret.Of("geheim"));
        Assert.Equal(2, certificates.Count);
        Assert.Equal(issued.Key!.Fingerprint(), key!.Fingerprint());
        Assert.Equal("PfxPasswordWrong", Assert.Throws<ConsulSecurityException>(() => PfxFile.Read(pfx, "cli.pfx", Secret.Of("falsch"))).ErrorId);
    }

    [NeedsToolFact("openssl", "certtool")]
    public void A_CRL_of_ours_makes_OpenSSL_refuse_the_certificate_and_goes_on_from_the_last()
    {
        using SigningAuthority authority = _lab.Authority();
        string first = _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Client }, "first");
        string second = _lab.Issue(authority, new CertificateOrder { Role = CertificateRole.Client }, "second");
        ConsulCertificateRevocationList one = RevocationList.Create(
            authority, [CertificateFile.Read(first).SerialNumber], null, null, CertificateLab.Now.AddMinutes(-1), TimeSpan.FromDays(7));
        PublicFile.Write(_lab.File("one.crl"), one.Pem);
        ConsulCertificateRevocationList two = RevocationList.Create(
            authority,
            [CertificateFile.Read(second).SerialNumber],
            RevocationList.Read(_lab.File("one.crl"), authority),
            null,
            CertificateLab.Now,
            TimeSpan.FromDays(7));
        PublicFile.Write(_lab.File("two.crl"), two.Pem);

        Assert.Contains("verify OK", Tool.OpenSsl("crl", "-in", _lab.File("two.crl"), "-CAfile", _lab.File("ca.pem"), "-noout"), StringComparison.Ordinal);
        Assert.Contains("certificate revoked", Verify("one.crl", first).Output, StringComparison.Ordinal);
        Assert.Equal(0, Verify("one.crl", second).ExitCode);
        Assert.Contains("certificate revoked", Verify("two.crl", first).Output, StringComparison.Ordinal);
        Assert.Contains("certificate revoked", Verify("two.crl", second).Output, StringComparison.Ordinal);
        Assert.Equal(("1", "2"), (one.Number, two.Number));
        string info = Tool.CertTool("--crl-info", "--infile", _lab.File("two.crl"));
        Assert.Contains("Revoked certificates (2)", info, StringComparison.Ordinal);
        Assert.Contains(
            "Verified.", Tool.CertTool("--verify-crl", "--load-ca-certificate", _lab.File("ca.pem"), "--infile", _lab.File("two.crl")), StringComparison.Ordinal);
    }

    [NeedsToolFact("openssl", "certtool")]
    public void An_empty_CRL_is_one_too()
    {
        using SigningAuthority authority = _lab.Authority(new AuthorityOrder { KeyAlgorithm = CertificateKeyAlgorithm.Rsa2048 });
        PublicFile.Write(_lab.File("empty.crl"), RevocationList.Create(authority, [], null, null, CertificateLab.Now, TimeSpan.FromDays(7)).Pem);

        Assert.Contains("verify OK", Tool.OpenSsl("crl", "-in", _lab.File("empty.crl"), "-CAfile", _lab.File("ca.pem"), "-noout"), StringComparison.Ordinal);
    }

    [NeedsToolFact("openssl", "certtool")]
    public void Dates_beyond_2049_are_written_as_OpenSSL_reads_them()
    {
        using SigningAuthority authority = _lab.Authority(new AuthorityOrder { Validity = TimeSpan.FromDays(365 * 40) });

        string end = Tool.OpenSsl("x509", "-in", _lab.File("ca.pem"), "-noout", "-enddate").Trim();
        Assert.Contains(authority.Certificate.NotAfter.Year.ToString(CultureInfo.InvariantCulture) + " GMT", end, StringComparison.Ordinal);
        Assert.True(authority.Certificate.NotAfter.Year > 2049);
    }

    private (int ExitCode, string Output) Verify(string list, string certificate) => Tool.Try(
        "openssl", ["verify", "-crl_check", "-CAfile", _lab.File("ca.pem"), "-CRLfile", _lab.File(list), certificate]);
}
