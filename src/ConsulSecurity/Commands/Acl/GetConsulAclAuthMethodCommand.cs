using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Reads ACL auth methods; secrets in their settings are left out. Needs acl:read.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulAclAuthMethod")]
[OutputType(typeof(AclAuthMethod))]
public sealed class GetConsulAclAuthMethodCommand : ConsulAclCmdlet
{
    /// <summary>Names, with wildcards; all methods where none is given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AclAuthMethodNameCompleter))]
    public string[]? Name { get; set; }

    private protected override void End() => WriteObject(FindAndRead(AclKind.AuthMethod, Name).Select(AclObjects.AuthMethod), enumerateCollection: true);
}
