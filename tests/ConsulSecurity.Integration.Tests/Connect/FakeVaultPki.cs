using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ConsulSecurity.Integration.Tests.Connect;

/// <summary>One PKI engine of <see cref="FakeVault"/>: a key, its certificate, and what they sign.</summary>
internal sealed class FakeVaultPki : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private X509Certificate2? _authority;

    public JsonObject? Role { get; set; }

    /// <summary>Empty while it has none, as Vault answers.</summary>
    public string AuthorityPem => _authority?.ExportCertificatePem() ?? string.Empty;

    public void Dispose()
    {
        _key.Dispose();
        _authority?.Dispose();
    }

    public JsonObject GenerateRoot(JsonNode asked)
    {
        CertificateRequest request = Request(asked);
        Authorise(request);
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddYears(1));
        return Signed(AuthorityPem);
    }

    public JsonObject GenerateRequest(JsonNode asked) => new() { ["csr"] = Request(asked).CreateSigningRequestPem() };

    public JsonObject SetSigned(JsonNode asked)
    {
        _authority = X509Certificate2.CreateFromPem((string)asked["certificate"]!);
        return [];
    }

    /// <summary>Signs a request with the names that it carries.</summary>
    public JsonObject Sign(JsonNode asked, bool isAuthority)
    {
        CertificateRequest wanted = CertificateRequest.LoadSigningRequestPem(
            (string)asked["csr"]!, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        var request = new CertificateRequest(wanted.SubjectName, wanted.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(wanted.CertificateExtensions.Single(extension => extension.Oid!.Value == "2.5.29.17"));
        if (isAuthority)
        {
            Authorise(request);
        }
        else
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        }

        return Issue(request, isAuthority ? TimeSpan.FromDays(90) : TimeSpan.FromHours(72));
    }

    /// <summary>Signs the root of another once more, so that who knows this one believes that one.</summary>
    public JsonObject CrossSign(JsonNode asked)
    {
        using X509Certificate2 other = X509Certificate2.CreateFromPem((string)asked["certificate"]!);
        var request = new CertificateRequest(other.SubjectName, other.PublicKey, HashAlgorithmName.SHA256);
        foreach (X509Extension extension in other.Extensions.Where(extension => extension.Oid!.Value != "2.5.29.35"))
        {
            request.CertificateExtensions.Add(extension);
        }

        return Issue(request, TimeSpan.FromDays(90));
    }

    private CertificateRequest Request(JsonNode asked)
    {
        var request = new CertificateRequest($"CN={(string?)asked["common_name"]}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(OwnRoot.AlternativeName((string)asked["uri_sans"]!));
        return request;
    }

    private static void Authorise(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    private JsonObject Issue(CertificateRequest request, TimeSpan validity)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority!, true, false));
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using X509Certificate2 certificate = request.Create(
            _authority!.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow + validity, serial);
        return Signed(certificate.ExportCertificatePem());
    }

    private JsonObject Signed(string pem) => new() { ["certificate"] = pem, ["issuing_ca"] = AuthorityPem };
}
