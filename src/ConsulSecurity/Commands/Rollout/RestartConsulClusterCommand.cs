using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Commands;

/// <summary>
/// Restarts all agents of a cluster, one after the other: clients, then the servers that follow, the leader last and after another leads,
/// each when the one before is back and the cluster is whole.
/// </summary>
[Cmdlet(VerbsLifecycle.Restart, "ConsulCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RolloutRecord))]
public sealed class RestartConsulClusterCommand : RolloutCmdlet
{
    /// <summary>Only the nodes of these names; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The vault of an earlier run: for its token, and its authority, with which the leadership can be moved before the leader stops.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VaultPath { get; set; }

    /// <summary>The passphrase of the vault.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>How long each gate may take to hold before the run ends; 90 s by default.</summary>
    [Parameter]
    [ValidateRange(5, 3600)]
    public int GateTimeoutSeconds { get; set; } = 90;

    private protected override void End()
    {
        IReadOnlyList<ConsulNode> nodes = Nodes();
        var restarted = new List<string>();
        foreach (ConsulNode node in nodes)
        {
            bool isNamed = Name is null || Array.Exists(Name, pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(node.Name));
            if (isNamed && ShouldProcess(node.ToString(), "Restart the agent"))
            {
                restarted.Add(node.Name);
            }
        }

        if (restarted.Count > 0)
        {
            var options = new RolloutOptions { Gate = new GateOptions { Patience = TimeSpan.FromSeconds(GateTimeoutSeconds) } };
            using SecretVault? vault = VaultPath is null || Passphrase is null ? null : OpenVault(GetUnresolvedProviderPathFromPSPath(VaultPath), Passphrase);
            WriteObject(Await((log, cancellation) => Protection(nodes, log).RestartAsync(restarted, vault, options, cancellation)));
        }
    }
}
