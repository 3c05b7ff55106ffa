using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Deletes ACL binding rules; tokens that came from them stay. Needs acl:write.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulAclBindingRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveConsulAclBindingRuleCommand : ConsulAclCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>The ids of the rules.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    private protected override void Process() => _wanted.AddRange(Id);

    private protected override void End() => Remove(AclKind.BindingRule, _wanted);
}
