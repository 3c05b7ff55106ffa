using System;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Consul;
using ConsulSecurity.Gossip;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Rotates the gossip key of a running cluster and of all datacenters joined with it, without a restart: installs the new key, waits
/// until every node of every ring has it, uses it, waits until every node sends with it, removes the old ones. It can be run again
/// after being cut off anywhere. Needs keyring:write, and node:read to see members that have failed.
/// </summary>
[Cmdlet(VerbsData.Update, "ConsulGossipKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(GossipKeyRotation))]
public sealed class UpdateConsulGossipKeyCommand : ConsulApiCmdlet
{
    /// <summary>The key to rotate to (a GossipKey, or base64); a new one of 32 bytes where it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SecretTransformation]
    public SecureString? Key { get; set; }

    /// <summary>How many seconds all nodes may take to follow each step; 60 by default.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Goes on although members have failed; they need the new key in their configuration before they start again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        GossipKey key = Key is null ? GossipKeys.Generate() : GossipKeys.Parse(Key.Reveal());
        if (!ShouldProcess($"the cluster behind '{Connection}'", $"Rotate to {key}"))
        {
            return;
        }

        WriteObject(Await((log, cancellation) => Rotator(log).RotateAsync(key, cancellation)));
        WriteWarning(
            "The nodes' configuration still names the old key: put the new one (.Key.Reveal()) into 'encrypt' on every node, "
            + "or a node with a fresh data folder cannot join.");
    }

    private GossipKeyRotator Rotator(IOperationLog log)
    {
        ConsulClient client = Client(log);
        return new GossipKeyRotator(new KeyringApi(client), new GossipReach(new AgentApi(client), new HealthApi(client)), log)
        {
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            IgnoreFailedMembers = Force,
        };
    }
}
