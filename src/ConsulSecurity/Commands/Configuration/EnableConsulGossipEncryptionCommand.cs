using System;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Configuration;
using ConsulSecurity.Gossip;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Puts gossip encryption into an agent's configuration in three phases, each on all nodes and with a restart before the next: 1 the key,
/// clear text still sent and taken; 2 encrypted sent; 3 clear text refused. A cluster goes over without an outage this way (rules GOS-01 to GOS-06).
/// </summary>
[Cmdlet(VerbsLifecycle.Enable, "ConsulGossipEncryption", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConfigurationChange))]
public sealed class EnableConsulGossipEncryptionCommand : ConfigurationFragmentCmdlet
{
    /// <summary>The phase; 3, where clear text is refused, is also right for a cluster that is new.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(1, 3)]
    public int Phase { get; set; }

    /// <summary>The key, the same on every node (a GossipKey, or base64); the one in the configuration where it is not given.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Key { get; set; }

    private protected override ConfigFragment Plan(string folder, Version? version) =>
        GossipSettings.Plan(folder, Key is null ? null : GossipKeys.Parse(Key.Reveal()), Phase, version);
}
