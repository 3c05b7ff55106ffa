using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Commands;

/// <summary>Shows what secrets a vault of Protect-ConsulCluster holds, and hands one out.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulVaultSecret")]
[OutputType(typeof(ConsulVaultSecret), typeof(string))]
public sealed class GetConsulVaultSecretCommand : ConsulCmdlet
{
    /// <summary>The vault; <c>consulsecurity.vault</c> in the current folder by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string VaultPath { get; set; } = "consulsecurity.vault";

    /// <summary>The passphrase of the vault.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString Passphrase { get; set; } = new();

    /// <summary>Only the secrets of these names, for example <c>token/management</c>; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Gives the secrets themselves, in clear text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void End()
    {
        string path = GetUnresolvedProviderPathFromPSPath(VaultPath);
        if (!File.Exists(path))
        {
            throw RolloutErrors.VaultUnreadable(path, "there is no such file.");
        }

        using SecretVault vault = Await((_, _) => Task.Run(() => SecretVault.Open(path, Passphrase)));
        foreach (string pattern in Name)
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
            string[] names = [.. vault.Names.Where(name => wildcard.IsMatch(name))];
            if (names.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                GuardOne(() => vault.Get(pattern));
            }

            foreach (string name in names)
            {
                WriteObject(AsPlainText ? vault.Get(name) : new ConsulVaultSecret(name, SecureText.Hide(vault.Get(name))));
            }
        }
    }
}
