using System.Linq;
using System.Management.Automation;

namespace ConsulSecurity.Commands;

/// <summary>Shows what something is, with a reason for each property that is not as declared. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulDesiredState")]
[OutputType(typeof(ConsulDesiredState))]
public sealed class GetConsulDesiredStateCommand : DesiredStateCmdlet
{
    private protected override void Process()
    {
        if (Node is null)
        {
            WriteObject(Describe(Await((log, cancellation) => States(log).CompareAsync(Wanted(), cancellation))));
            return;
        }

        WriteObject(OverNodes(set: false, _ => true).Select(result => Describe(result.State!, result.Node.Name)), enumerateCollection: true);
    }
}
