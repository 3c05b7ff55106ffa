using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.InteropServices;
using ConsulSecurity.Firewall;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Applies the rules of Get-ConsulFirewallRule to this host: nftables on Linux, in a table of its own and all at once, or the firewall of
/// Windows, in a group of its own. On Linux the former state comes back by itself unless the new one is kept with -Keep.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulFirewall", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Apply")]
[OutputType(typeof(ConsulFirewallState))]
public sealed class SetConsulFirewallCommand : ConsulCmdlet
{
    private readonly List<ConsulFirewallRule> _rules = [];

    /// <summary>The rules, from Get-ConsulFirewallRule.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Apply")]
    public ConsulFirewallRule[] Rule { get; set; } = [];

    /// <summary>The TCP ports of administration that stay open; those of SSH (and on Windows of WinRM and Remote Desktop) by default.</summary>
    [Parameter(ParameterSetName = "Apply")]
    [ValidateRange(1, 65535)]
    public int[] ManagementPort { get; set; } = ManagementPorts.OfThisHost();

    /// <summary>After how many seconds the former state comes back unless -Keep is called; 60 by default, 0 keeps the new one at once.</summary>
    [Parameter(ParameterSetName = "Apply")]
    [ValidateRange(0, 86400)]
    public int RollbackSeconds { get; set; } = 60;

    /// <summary>Keeps what was applied last: call it from a new session, which proves that you still get in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Keep")]
    public SwitchParameter Keep { get; set; }

    /// <summary>Takes our table or group away.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Remove")]
    public SwitchParameter Remove { get; set; }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private protected override void Process() => _rules.AddRange(Rule);

    private protected override void End()
    {
        string action = ParameterSetName switch
        {
            "Keep" => "Keep the firewall rules applied last",
            "Remove" => "Remove the firewall rules",
            _ => $"Apply {_rules.Count} firewall rules",
        };
        if (!ShouldProcess("this host", action))
        {
            return;
        }

        if (Keep)
        {
            Nftables().Keep();
        }
        else if (Remove)
        {
            Await((log, cancellation) => IsWindows
                ? new WindowsFirewall(CommandRunner.Instance, log).RemoveAsync(cancellation)
                : Nftables().RemoveAsync(cancellation));
        }
        else
        {
            Apply();
        }
    }

    private static NftFirewall Nftables() => RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
        ? new NftFirewall(CommandRunner.Instance, NftFirewall.DefaultStateFolder)
        : throw FirewallErrors.NotSupported("This system has no nftables");

    private void Apply()
    {
        TimeSpan? rollback = RollbackSeconds == 0 ? null : TimeSpan.FromSeconds(RollbackSeconds);
        ConsulFirewallState state = Await((log, cancellation) => IsWindows
            ? new WindowsFirewall(CommandRunner.Instance, log).ApplyAsync(_rules, ManagementPort, cancellation)
            : Nftables().ApplyAsync(_rules, ManagementPort, rollback, cancellation));
        WriteObject(state);
        if (state.RollbackAt is not null)
        {
            WriteWarning($"The former state comes back in {RollbackSeconds} s unless you run 'Set-ConsulFirewall -Keep', best from a new session.");
        }
    }
}
