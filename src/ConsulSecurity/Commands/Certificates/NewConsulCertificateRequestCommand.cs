using System.IO;
using System.Management.Automation;
using ConsulSecurity.Certificates;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes a private key and a certificate signing request for it, on the node itself: the key never travels. New-ConsulCertificate
/// -Request, OpenSSL or another authority signs it.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulCertificateRequest", SupportsShouldProcess = true)]
[OutputType(typeof(ConsulCertificateRequest))]
public sealed class NewConsulCertificateRequestCommand : CertificateNameCmdlet
{
    /// <summary>The folder for the files; nobody else may be able to write to it. The current location by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = ".";

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin() => SafeFile.RequirePrivateFolder(FullPath(OutputPath));

    private protected override void Process()
    {
        CertificateOrder order = Order(validity: null);
        AgentNames.Check(order);
        string certificatePath = Path.Combine(FullPath(OutputPath), CertificateTask.FileName(order));
        string path = Path.ChangeExtension(certificatePath, ".csr");
        if (ShouldProcess(path, "Make a key and a certificate request"))
        {
            using PrivateKey key = PrivateKey.Generate(KeyAlgorithm);
            SigningRequest request = SigningRequest.Create(order, key);
            string keyPath = CertificateFile.KeyPathOf(certificatePath);
            FilePair.Write(path, SafeFile.Utf8.GetBytes(request.ToPem()), keyPath, SafeFile.Utf8.GetBytes(KeyFile.ToPem(key)), Force);
            WriteObject(request.ToModel(path, keyPath));
        }
    }
}
