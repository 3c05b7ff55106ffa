using System;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.DesiredState;

namespace ConsulSecurity.Commands;

/// <summary>Brings about what is declared, and does nothing where it is so already. Gives what is then.</summary>
[Cmdlet(VerbsCommon.Set, "ConsulDesiredState", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ConsulDesiredState))]
public sealed class SetConsulDesiredStateCommand : DesiredStateCmdlet
{
    private protected override void Process()
    {
        if (Node is not null)
        {
            WriteObject(
                OverNodes(set: true, node => ShouldProcess(node.ToString(), "Bring about " + Found.Name)).Select(result => Describe(result.State!, result.Node.Name)),
                enumerateCollection: true);
            return;
        }

        ResourceState state = Await((log, cancellation) => States(log).CompareAsync(Wanted(), cancellation));
        string what = $"{Found.Name}: {string.Join(" ", state.Reasons)}";
        if (!state.IsInDesiredState && ShouldProcess(what, what + Environment.NewLine + "Mend this?", "ConsulSecurity"))
        {
            state = Await((log, cancellation) => States(log).SetAsync(Wanted(), cancellation));
        }

        WriteObject(Describe(state));
    }
}
