using System.Management.Automation;

namespace ConsulSecurity.Commands;

/// <summary>Forgets the connection of Connect-Consul in this runspace, its token with it, and closes what was kept open.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Consul")]
public sealed class DisconnectConsulCommand : ConsulCmdlet
{
    private protected override void End() => CurrentConnection.Clear();
}
