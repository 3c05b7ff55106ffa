using System;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Certificates;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes an authority for agents' certificates, as <c>consul tls ca create</c> does and with files of the same names, but with a
/// private key that is private (rules TLS-32 to TLS-37).
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulCertificateAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(ConsulCertificateAuthority))]
public sealed class NewConsulCertificateAuthorityCommand : CertificateCmdlet
{
    /// <summary>The folder for the two files; nobody else may be able to write to it. The current location by default.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = ".";

    /// <summary>The Consul domain that names the files; <c>consul</c> by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Domain { get; set; } = "consul";

    /// <summary>The files' name without ending, instead of <c>&lt;domain&gt;-agent-ca</c>.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z0-9_.-]+$")]
    public string? Name { get; set; }

    /// <summary>The name in the certificate's subject; one that no other authority has by default.</summary>
    [Parameter]
    [ValidateLength(1, 64)]
    public string? CommonName { get; set; }

    /// <summary>The kind of key; EC P-256 by default.</summary>
    [Parameter]
    public CertificateKeyAlgorithm KeyAlgorithm { get; set; }

    /// <summary>How many days it is valid; 1825 by default, or as long as its parent.</summary>
    [Parameter]
    [ValidateRange(1, 36500)]
    public int? ValidityDays { get; set; }

    /// <summary>How many authorities may stand below it: no limit for a root by default, none for an intermediate one.</summary>
    [Parameter]
    [ValidateRange(0, 7)]
    public int? PathLength { get; set; }

    /// <summary>The DNS domains that it may sign for and no others; the Consul domain and localhost are always among them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? NameConstraint { get; set; }

    /// <summary>
    /// Makes a root for the service mesh of this trust domain, as Get-ConsulConnectCA shows it, for Set-ConsulConnectCA; for a mesh that is not
    /// there yet a UUID of your own and <c>.consul</c>.
    /// </summary>
    [Parameter]
    [ValidatePattern("^[a-z0-9][a-z0-9.-]*$")]
    public string? TrustDomain { get; set; }

    /// <summary>Encrypts the new private key (PKCS #8 with AES-256); signing asks for it then, and <c>consul tls</c> cannot use the key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The authority above it; makes an intermediate one. A path, or what this cmdlet gave out for the root.</summary>
    [Parameter]
    public ConsulCertificateAuthority? Parent { get; set; }

    /// <summary>The parent's private key, if it does not lie beside its certificate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ParentKeyPath { get; set; }

    /// <summary>The passphrase of the parent's private key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ParentPassphrase { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        var order = new AuthorityOrder
        {
            Domain = Domain,
            CommonName = CommonName,
            KeyAlgorithm = KeyAlgorithm,
            Validity = ValidityDays is int days ? TimeSpan.FromDays(days) : null,
            PathLength = PathLength,
            PermittedNames = Parts(NameConstraint),
            TrustDomain = TrustDomain,
        };
        string path = AuthorityFiles.PathOf(order, FullPath(OutputPath), Name, isIntermediate: Parent is not null);
        if (ShouldProcess(path, Parent is null ? "Make a certificate authority" : $"Make an authority under '{Parent}'"))
        {
            using SigningAuthority? parent = Parent is null ? null : Open(Parent, ParentKeyPath, ParentPassphrase);
            WriteObject(AuthorityFiles.Create(order, path, parent, Passphrase, Force, DateTimeOffset.UtcNow));
        }
    }
}
