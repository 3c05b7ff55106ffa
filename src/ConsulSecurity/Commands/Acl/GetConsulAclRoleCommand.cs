using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Reads ACL roles. Needs acl:read.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulAclRole")]
[OutputType(typeof(AclRole))]
public sealed class GetConsulAclRoleCommand : ConsulAclCmdlet
{
    /// <summary>Names, with wildcards, or ids; all roles where none is given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    public string[]? Name { get; set; }

    private protected override void End() => WriteObject(Find(AclKind.Role, Name).Select(AclObjects.Role), enumerateCollection: true);
}
