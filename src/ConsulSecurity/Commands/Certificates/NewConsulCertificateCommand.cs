using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes certificates for agents and for callers of the API, with the names and uses that Consul verifies (rules TLS-23 to TLS-33).
/// Takes many from the pipeline and makes them on all cores.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(ConsulCertificate))]
public sealed class NewConsulCertificateCommand : CertificateNameCmdlet
{
    private string _folder = string.Empty;
    private SigningAuthority? _authority;
    private CertificateBatch? _batch;
    private int _made;

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

    /// <summary>The file of a request made elsewhere; its key is certified, and of its names only those that the role allows.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Request { get; set; }

    /// <summary>How many days it is valid; 365 by default, or as long as its authority.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 36500)]
    public int? ValidityDays { get; set; }

    /// <summary>The folder for the files; nobody else may be able to write to it. The current location by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = ".";

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batch?.Dispose();
            _authority?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override void Begin()
    {
        // Once: PowerShell asks for all mounts whenever it resolves a path.
        _folder = FullPath(OutputPath);
        SafeFile.RequirePrivateFolder(_folder);
        _authority = Open(Authority, AuthorityKeyPath, Passphrase);
    }

    private protected override void Process()
    {
        CertificateTask task = Task();
        if (ShouldProcess(task.Path, $"Make a certificate for a {AgentNames.Label(Role)} of datacenter '{Datacenter}'"))
        {
            _batch ??= new CertificateBatch(_authority!, Force, DateTimeOffset.UtcNow);
            _batch.Add(task);
            if (_batch.Count == CertificateBatch.Size)
            {
                Complete();
            }
        }
    }

    private protected override void End() => Complete();

    private CertificateTask Task()
    {
        CertificateOrder order = Order(ValidityDays is int days ? TimeSpan.FromDays(days) : null);
        AgentNames.Check(order);
        string path = Path.Combine(_folder, CertificateTask.FileName(order));
        if (NullIfEmpty(Request) is not string requestPath)
        {
            return new CertificateTask(order, path);
        }

        SigningRequest request = SigningRequest.Read(FullPath(requestPath));
        (order, IReadOnlyList<string> refused) = RequestNames.Merge(order, request);
        if (refused.Count > 0)
        {
            WriteWarning($"The request '{requestPath}' asks for names that its role does not allow, and they are left out: {string.Join(", ", refused)}.");
        }

        return new CertificateTask(order, path, request);
    }

    private void Complete()
    {
        if (_batch is null)
        {
            return;
        }

        using CertificateBatch batch = _batch;
        _batch = null;
        IReadOnlyList<CertificateResult> results = Await((log, cancellation) =>
        {
            batch.Made = new BatchProgress(log, _made, batch.Count).Report;
            return batch.CompleteAsync(cancellation);
        });
        _made += batch.Count;
        foreach (CertificateResult result in results)
        {
            if (result.Certificate is not null)
            {
                WriteObject(result.Certificate);
            }
            else
            {
                WriteError(ErrorRecords.From(
                    result.Error as ConsulSecurityException ?? FileErrors.FromException(result.Error!, "make", result.Task.Path)));
            }
        }
    }
}
