using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Listeners;

namespace ConsulSecurity.Commands;

/// <summary>
/// Looks at what listens on this host, TCP and UDP, IPv4 and IPv6, and compares it with what its Consul agent declares: applications that
/// can be reached past their sidecar, strangers in the sidecar range, ports of the agent that nobody declared (rules MSH-24, MSH-25, MSH-27,
/// NET-21, NET-23, SVC-12). Needs agent:read and service:read, and root to name the processes of others.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulListener")]
[OutputType(typeof(ListenerFinding), typeof(bool))]
public sealed class TestConsulListenerCommand : ConsulApiCmdlet
{
    /// <summary>Gives only whether nothing is wrong.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void End()
    {
        IReadOnlyList<ListenerFinding> findings =
            Await((log, cancellation) => ListenerSurvey.JudgeAsync(Client(log), SocketTable.OfThisHost(), log, cancellation));
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
