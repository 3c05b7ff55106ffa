using System.Management.Automation;
using System.Security;
using ConsulSecurity.Certificates;

namespace ConsulSecurity.Commands;

/// <summary>
/// Writes a certificate in another form: PFX with its key and chain, for browsers and Windows stores; PEM; or DER.
/// </summary>
[Cmdlet(VerbsData.Export, "ConsulCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(System.IO.FileInfo))]
public sealed class ExportConsulCertificateCommand : CertificateCmdlet
{
    /// <summary>The certificate's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = string.Empty;

    /// <summary>The form: Pfx (by default), Pem or Der.</summary>
    [Parameter]
    public CertificateFormat Format { get; set; }

    /// <summary>The private key's file; the one beside the certificate by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public string? KeyPath { get; set; }

    /// <summary>The authority's certificate, to go into a PFX or PEM file as well.</summary>
    [Parameter]
    [Alias("CAPath")]
    [ValidateNotNullOrEmpty]
    public string? AuthorityPath { get; set; }

    /// <summary>The passphrase of the private key, or of the PFX file that is read.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The passphrase that the PFX file gets.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? PfxPassphrase { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        string destination = FullPath(DestinationPath);
        if (ShouldProcess(destination, $"Export the certificate '{Path}' as {Format}"))
        {
            var export = new CertificateExport(FullPath(Path), NullIfEmpty(KeyPath) is string key ? FullPath(key) : null, Passphrase)
            {
                AuthorityPath = AuthorityPath is null ? null : FullPath(AuthorityPath),
            };
            export.Write(destination, Format, PfxPassphrase, Force);
            WriteObject(new System.IO.FileInfo(destination));
        }
    }
}
