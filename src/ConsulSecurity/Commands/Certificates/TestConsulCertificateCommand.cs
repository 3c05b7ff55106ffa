using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Certificates.Judging;

namespace ConsulSecurity.Commands;

/// <summary>
/// Holds certificates against the rules TLS-22 to TLS-38: whether Consul will accept them in their role, datacenter and node, and
/// whether they are kept as they should be. Says it before an agent refuses to start.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulCertificate", DefaultParameterSetName = FileSet)]
[OutputType(typeof(CertificateFinding), typeof(bool))]
public sealed class TestConsulCertificateCommand : CertificateCmdlet
{
    private const string FileSet = "File";
    private const string ObjectSet = "Object";
    private readonly List<CertificateEvidence> _evidence = [];
    private bool _unreadable;

    /// <summary>The files with the certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Certificates of New- or Get-ConsulCertificate, those of live listeners among them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public ConsulCertificate? InputObject { get; set; }

    /// <summary>The private key's file; the one beside the certificate by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>The authority's certificate: what agents name as <c>ca_file</c>.</summary>
    [Parameter]
    [Alias("CAPath", "Authority")]
    [ValidateNotNullOrEmpty]
    public string? AuthorityPath { get; set; }

    /// <summary>What the certificate is to be used for; told from its names by default.</summary>
    [Parameter]
    [ValidateSet(nameof(CertificateRole.Server), nameof(CertificateRole.Client), nameof(CertificateRole.Cli), nameof(CertificateRole.Authority))]
    public CertificateRole Role { get; set; }

    /// <summary>The datacenter that it is to be used in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Datacenter { get; set; }

    /// <summary>The Consul domain.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Domain { get; set; }

    /// <summary>The node that it is to be used on.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Node { get; set; }

    /// <summary>The passphrase of a PFX file or of the private key.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Gives $true or $false instead of findings: whether nothing of Medium severity or worse fails on any certificate.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        var expectation = new CertificateExpectation(Role, Datacenter, Domain, Node);
        foreach (string path in InputObject is null ? Path : [InputObject.Path ?? string.Empty])
        {
            try
            {
                _evidence.Add(Read(path, expectation));
            }
            catch (ConsulSecurityException error)
            {
                _unreadable = true;
                WriteError(ErrorRecords.From(error));
            }
        }
    }

    private protected override void End()
    {
        ConsulCertificate[] all = [.. _evidence.Select(evidence => evidence.Certificate)];
        CertificateFinding[] findings = [.. _evidence.SelectMany(evidence => CertificateJudge.Judge(
            all.Length > 1 ? evidence with { Others = all } : evidence))];
        if (Quiet)
        {
            WriteObject(!_unreadable && CertificateJudge.IsAcceptable(findings));
        }
        else
        {
            WriteObject(findings, enumerateCollection: true);
        }
    }

    private CertificateEvidence Read(string path, CertificateExpectation expectation)
    {
        string? authority = AuthorityPath is null ? null : FullPath(AuthorityPath);
        return InputObject is not null && !File.Exists(path)
            ? CertificateEvidenceReader.Of(InputObject, authority, expectation, DateTimeOffset.UtcNow)
            : CertificateEvidenceReader.Read(
                FullPath(path),
                KeyPath is not null ? FullPath(KeyPath) : InputObject?.KeyPath,
                authority,
                Passphrase,
                expectation,
                DateTimeOffset.UtcNow);
    }
}
