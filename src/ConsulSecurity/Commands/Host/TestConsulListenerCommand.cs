using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Listeners;

namespace ConsulSecurity.Commands;

/// <summary>
/// Looks at what listens on this host, TCP and UDP, IPv4 and IPv6, and compares it with what its Consul agent declares: applications that
/// can be reached past their sidecar, strangers in the sidecar range, ports of the agent that nobody declared (rules MSH-24, MSH-25, MSH-27,
/// NET-21, NET-23, SVC-12). Needs agent:read and service:read, and root to name the processes of others. With -Probe it looks from here at
/// the applications of other hosts instead, and so proves what they let through (rules MSH-26 and NET-20).
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulListener", DefaultParameterSetName = "Host")]
[OutputType(typeof(ListenerFinding), typeof(bool))]
public sealed class TestConsulListenerCommand : ConsulApiCmdlet
{
    /// <summary>Asks from here, over TCP and UDP, whether the applications behind sidecars of other hosts answer; run it where a stranger would be.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Probe")]
    public SwitchParameter Probe { get; set; }

    /// <summary>Only this node; all that have sidecars by default.</summary>
    [Parameter(ParameterSetName = "Probe")]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Node { get; set; }

    /// <summary>Names or addresses of one node, IPv6 ones too; the address in the catalog by default.</summary>
    [Parameter(ParameterSetName = "Probe")]
    [ValidateNotNullOrEmpty]
    public string[]? Address { get; set; }

    /// <summary>How many seconds to wait for an answer; 2 by default.</summary>
    [Parameter(ParameterSetName = "Probe")]
    [ValidateRange(1, 60)]
    public int TimeoutSeconds { get; set; } = 2;

    /// <summary>Gives only whether nothing is wrong.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void End()
    {
        IReadOnlyList<ListenerFinding> findings =
            Await((log, cancellation) => Probe
                ? ListenerSurvey.ProbeAsync(Client(log), Node, Address, TimeSpan.FromSeconds(TimeoutSeconds), log, cancellation)
                : ListenerSurvey.JudgeAsync(Client(log), SocketTable.OfThisHost(), log, cancellation));
        if (Quiet)
        {
            WriteObject(findings.All(finding => finding.Outcome != FindingOutcome.Fail));
        }
        else
        {
            WriteObject(findings, enumerateCollection: true);
        }
    }
}
