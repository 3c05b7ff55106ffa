using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Shows certificates: of a file (PEM with one or many, DER, PFX), of a folder, or those that a live listener serves, the RPC port
/// included (rules TLS-21 to TLS-38).
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulCertificate", DefaultParameterSetName = FileSet)]
[OutputType(typeof(ConsulCertificate))]
public sealed class GetConsulCertificateCommand : CertificateCmdlet
{
    private const string FileSet = "File";
    private const string ListenerSet = "Listener";

    /// <summary>Files and folders; wildcards are allowed. The current location by default.</summary>
    [Parameter(Position = 0, ParameterSetName = FileSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["."];

    /// <summary>Looks into the folders below as well.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>The passphrase of a PFX file.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Gives each certificate of a bundle by itself, instead of the first with the others as its chain.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter All { get; set; }

    /// <summary>The address of a listener: host, host:port or URL; port 8501 by default.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ListenerSet)]
    [Alias("ComputerName")]
    [ValidateNotNullOrEmpty]
    public string[] Address { get; set; } = [];

    /// <summary>The listener's ports, for example 8300, 8501, 8502, 8503.</summary>
    [Parameter(ParameterSetName = ListenerSet)]
    [ValidateRange(1, 65535)]
    public int[] Port { get; set; } = [ListenerAddress.HttpsPort];

    /// <summary>Sends Consul's RPC byte before TLS, as on port 8300, where it is sent in any case.</summary>
    [Parameter(ParameterSetName = ListenerSet)]
    public SwitchParameter Rpc { get; set; }

    /// <summary>The name to ask for (SNI); the host by default.</summary>
    [Parameter(ParameterSetName = ListenerSet)]
    [ValidateNotNullOrEmpty]
    public string? ServerName { get; set; }

    /// <summary>How many seconds a listener may take; 10 by default.</summary>
    [Parameter(ParameterSetName = ListenerSet)]
    [ValidateRange(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    private protected override void Process()
    {
        if (ParameterSetName == ListenerSet)
        {
            foreach (ListenerAddress address in Address.SelectMany(text => Port.Select(port => ListenerAddress.Parse(text, port, Rpc))))
            {
                Guard(() => WriteObject(Await((_, cancellation) =>
                    ListenerCertificates.ReadAsync(address, ServerName, TimeSpan.FromSeconds(TimeoutSeconds), cancellation))));
            }

            return;
        }

        foreach (string path in Path.SelectMany(Resolve))
        {
            Guard(() => Show(path));
        }
    }

    private IEnumerable<string> Resolve(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [FullPath(path)];
        }

        return GetResolvedProviderPathFromPSPath(path, out _);
    }

    private void Show(string path)
    {
        if (!Directory.Exists(path))
        {
            WriteCertificates(path);
            return;
        }

        foreach (string file in CertificateFolder.Files(path, Recurse))
        {
            try
            {
                WriteCertificates(file);
            }
            catch (ConsulSecurityException error) when (CertificateFolder.IsSomethingElse(error))
            {
                WriteVerbose(error.Message);
            }
            catch (ConsulSecurityException error)
            {
                WriteError(ErrorRecords.From(error));
            }
        }
    }

    private void WriteCertificates(string path)
    {
        if (All)
        {
            WriteObject(CertificateFile.ReadAll(path, Passphrase), enumerateCollection: true);
        }
        else
        {
            WriteObject(CertificateFile.Read(path, Passphrase));
        }
    }

    private void Guard(Action show)
    {
        try
        {
            show();
        }
        catch (ConsulSecurityException error)
        {
            WriteError(ErrorRecords.From(error));
        }
        catch (UnauthorizedAccessException exception)
        {
            WriteError(ErrorRecords.From(FileErrors.FromException(exception, "read", string.Join(", ", Path))));
        }
    }
}
