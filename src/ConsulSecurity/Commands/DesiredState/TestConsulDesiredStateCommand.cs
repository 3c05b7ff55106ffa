using System.Linq;
using System.Management.Automation;
using ConsulSecurity.DesiredState;

namespace ConsulSecurity.Commands;

/// <summary>Says whether something is as declared. Changes nothing; the reasons go to the verbose stream.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulDesiredState")]
[OutputType(typeof(bool))]
public sealed class TestConsulDesiredStateCommand : DesiredStateCmdlet
{
    private protected override void Process()
    {
        if (Node is not null)
        {
            WriteObject(OverNodes(set: false, _ => true).Select(result => result.State!.IsInDesiredState), enumerateCollection: true);
            return;
        }

        ResourceState state = Await((log, cancellation) => States(log).CompareAsync(Wanted(), cancellation));
        foreach (string reason in state.Reasons)
        {
            WriteVerbose(reason);
        }

        WriteObject(state.IsInDesiredState);
    }
}
