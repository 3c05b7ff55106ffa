using System.Management.Automation;
using System.Security;
using ConsulSecurity.Certificates;

namespace ConsulSecurity.Commands;

/// <summary>The base of cmdlets that sign with an authority's key.</summary>
public abstract class SigningCmdlet : CertificateCmdlet
{
    private SigningAuthority? _signer;

    /// <summary>The authority that signs: the path of its certificate, or what New-ConsulCertificateAuthority gave out.</summary>
    [Parameter(Mandatory = true)]
    [Alias("CA")]
    public ConsulCertificateAuthority Authority { get; set; } = null!;

    /// <summary>The authority's private key, if it does not lie beside its certificate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AuthorityKeyPath { get; set; }

    /// <summary>The passphrase of the authority's private key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The authority, opened when it is first asked for.</summary>
    private protected SigningAuthority Signer => _signer ??= Open(Authority, AuthorityKeyPath, Passphrase);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _signer?.Dispose();
        }

        base.Dispose(disposing);
    }
}
