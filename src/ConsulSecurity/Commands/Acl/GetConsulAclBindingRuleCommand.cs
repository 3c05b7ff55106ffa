using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Reads ACL binding rules: what a login by an auth method gives. Needs acl:read.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulAclBindingRule")]
[OutputType(typeof(AclBindingRule))]
public sealed class GetConsulAclBindingRuleCommand : ConsulAclCmdlet
{
    /// <summary>Ids of rules; all where none is given.</summary>
    [Parameter(Position = 0)]
    public string[]? Id { get; set; }

    /// <summary>Only rules of this auth method.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclAuthMethodNameCompleter))]
    public string? AuthMethod { get; set; }

    private protected override void End() => WriteObject(
        Find(AclKind.BindingRule, Id).Select(AclObjects.BindingRule).Where(r => AuthMethod is null || r.AuthMethod == AuthMethod), enumerateCollection: true);
}
