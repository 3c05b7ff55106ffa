using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Reads ACL policies with their rules. Needs acl:read.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulAclPolicy")]
[OutputType(typeof(AclPolicy))]
public sealed class GetConsulAclPolicyCommand : ConsulAclCmdlet
{
    /// <summary>Names, with wildcards, or ids; all policies where none is given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    public string[]? Name { get; set; }

    private protected override void End() => WriteObject(FindAndRead(AclKind.Policy, Name).Select(AclObjects.Policy), enumerateCollection: true);
}
