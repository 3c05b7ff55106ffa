using System.Management.Automation;
using ConsulSecurity.Consul;
using ConsulSecurity.Gossip;

namespace ConsulSecurity.Commands;

/// <summary>Takes a gossip key that is not the primary one from every ring (rule GOS-09). Needs keyring:write.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulGossipKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveConsulGossipKeyCommand : ConsulApiCmdlet
{
    /// <summary>The fingerprint of the key, as Get-ConsulGossipKeyring shows it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Fingerprint { get; set; } = [];

    private protected override void Process()
    {
        foreach (string fingerprint in Fingerprint)
        {
            if (ShouldProcess($"gossip key {fingerprint}", "Remove from every ring"))
            {
                GuardOne(() => Await(
                    (log, cancellation) => new GossipKeyring(new KeyringApi(Client(log))).RemoveAsync(fingerprint, cancellation)));
            }
        }
    }
}
