using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Bootstraps the ACL system: takes the first token, which Consul gives once, and puts it where it is kept: into a private file, a vault,
/// or the pipeline as an object that hides it. It is not printed unless -AsPlainText asks for it. Needs no permission; the reset needs the
/// leader's data_dir.
/// </summary>
[Cmdlet(VerbsData.Initialize, "ConsulAcl", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "First")]
[OutputType(typeof(AclToken), typeof(string))]
public sealed class InitializeConsulAclCommand : ConsulAclCmdlet
{
    private string? _file;

    /// <summary>The file that gets the token, readable by nobody else; as CONSUL_HTTP_TOKEN_FILE and Connect-Consul -TokenFile take it.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that gets the token.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The name of the secret in the vault.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SecretName { get; set; } = "consul-bootstrap-token";

    /// <summary>Gives the token as an object that hides it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Prints the token in clear text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Makes a new first token where the old one is lost; on the host of the leader. The old one goes on working.</summary>
    [Parameter(ParameterSetName = "Reset", Mandatory = true)]
    public SwitchParameter Reset { get; set; }

    /// <summary>The leader's data_dir, into which the reset file is written.</summary>
    [Parameter(ParameterSetName = "Reset", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string DataDirectory { get; set; } = string.Empty;

    /// <summary>Deletes the first tokens of before, which a reset leaves in force.</summary>
    [Parameter(ParameterSetName = "Reset")]
    public SwitchParameter RemoveOld { get; set; }

    private protected override void End()
    {
        if (Path is null && Vault is null && !PassThru && !AsPlainText)
        {
            throw AclErrors.NowhereToKeepToken();
        }

        if (!ShouldProcess($"the cluster behind '{Connection ??= CurrentConnection.GetOrFromEnvironment()}'", Reset ? "Make a new first token" : "Take the first token"))
        {
            return;
        }

        Prepare();
        Keep(TakeToken());
    }

    // What could go wrong afterwards is tried before: the token cannot be had twice.
    private void Prepare()
    {
        if (Path is not null)
        {
            _file = GetUnresolvedProviderPathFromPSPath(Path);
            PrivateFile.Write(_file, string.Empty);
        }

        const string Count = "param($vault) if (Get-Command Get-SecretVault -ErrorAction Ignore) { @(Get-SecretVault -Name $vault -ErrorAction Ignore).Count }";
        if (Vault is not null && InvokeCommand.InvokeScript(Count, Vault).FirstOrDefault()?.BaseObject is not 1)
        {
            throw AclErrors.VaultMissing(Vault);
        }
    }

    private AclToken TakeToken()
    {
        try
        {
            string folder = Reset ? GetUnresolvedProviderPathFromPSPath(DataDirectory) : string.Empty;
            return Await((log, cancellation) => Reset ? new AclBootstrap(Client(log)).ResetAsync(folder, cancellation) : new AclBootstrap(Client(log)).RunAsync(cancellation));
        }
        catch
        {
            if (_file is not null)
            {
                File.Delete(_file);
            }

            throw;
        }
    }

    private void Keep(AclToken token)
    {
        bool isKept = false;
        try
        {
            if (_file is not null)
            {
                PrivateFile.Write(_file, token.Reveal()!, overwrite: true);
            }

            if (Vault is not null)
            {
                InvokeCommand.InvokeScript("param($name, $secret, $vault) Set-Secret -Name $name -SecureStringSecret $secret -Vault $vault -ErrorAction Stop", SecretName, token.Secret!, Vault);
            }

            isKept = true;
        }
        finally
        {
            if (PassThru || !isKept)
            {
                WriteObject(token);
            }

            if (AsPlainText)
            {
                WriteObject(token.Reveal());
            }
        }

        if (RemoveOld)
        {
            RemoveOlder(token);
        }
    }

    private void RemoveOlder(AclToken token)
    {
        Connection = Connection!.As(token.Secret);
        IReadOnlyList<JObject> tokens = Await((log, cancellation) => Api(log).ListAsync(AclKind.Token, cancellation));
        Remove(AclKind.Token, AclBootstrap.Older(tokens, token.AccessorId).Select(t => t.AccessorId));
    }
}
