using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes a list of certificates that the authority takes back, or goes on with the list that is in the file. Consul's agents read no
/// such lists; proxies and other servers in front of them do.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulCertificateRevocationList", SupportsShouldProcess = true)]
[OutputType(typeof(ConsulCertificateRevocationList))]
public sealed class NewConsulCertificateRevocationListCommand : SigningCmdlet
{
    private readonly List<string> _serialNumbers = [];

    /// <summary>The list's file; one that exists is gone on with.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The serial numbers to take back, in hexadecimal; certificates from the pipeline bring theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    public string[] SerialNumber { get; set; } = [];

    /// <summary>In how many days the next list is due; 30 by default.</summary>
    [Parameter]
    [ValidateRange(1, 3650)]
    public int ValidityDays { get; set; } = 30;

    private protected override void Process() =>
        _serialNumbers.AddRange(Parts(SerialNumber).Select(text =>
            text.Length > 0 && text.Replace(":", string.Empty).All(Uri.IsHexDigit) ? text : throw CertificateErrors.SerialNumberInvalid(text)));

    private protected override void End()
    {
        string path = FullPath(Path);
        if (ShouldProcess(path, $"Write a revocation list with {_serialNumbers.Count} further certificates"))
        {
            byte[]? previous = File.Exists(path) ? RevocationList.Read(path, Signer) : null;
            ConsulCertificateRevocationList list = RevocationList.Create(
                Signer, _serialNumbers, previous, path, DateTimeOffset.UtcNow, TimeSpan.FromDays(ValidityDays));
            PublicFile.Write(path, list.Pem, overwrite: previous is not null);
            WriteObject(list);
        }
    }
}
