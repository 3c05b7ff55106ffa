using System.Management.Automation;

namespace ConsulSecurity.Commands;

/// <summary>
/// Shows the connection that cmdlets use in this runspace: the one of Connect-Consul, else what the environment describes.
/// No request is made.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulConnection")]
[OutputType(typeof(ConsulConnection))]
public sealed class GetConsulConnectionCommand : ConsulCmdlet
{
    private protected override void End() => WriteObject(CurrentConnection.GetOrFromEnvironment());
}
