using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Deletes ACL roles; tokens lose their rights. Needs acl:write.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulAclRole", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveConsulAclRoleCommand : ConsulAclCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>Names, with wildcards, or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    private protected override void Process() => _wanted.AddRange(Name);

    private protected override void End() => Remove(AclKind.Role, _wanted);
}
