using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Deletes ACL tokens; client agents may take them for up to 30 seconds more. Needs acl:write.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulAclToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveConsulAclTokenCommand : ConsulAclCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>The accessors of the tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclTokenAccessorCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] AccessorId { get; set; } = [];

    private protected override void Process() => _wanted.AddRange(AccessorId);

    private protected override void End() => Remove(AclKind.Token, _wanted);
}
