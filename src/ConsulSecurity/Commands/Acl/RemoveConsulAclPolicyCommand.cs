using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Deletes ACL policies; tokens and roles lose their rights. Needs acl:write.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulAclPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveConsulAclPolicyCommand : ConsulAclCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>Names, with wildcards, or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    private protected override void Process() => _wanted.AddRange(Name);

    private protected override void End() => Remove(AclKind.Policy, _wanted);
}
