using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Acl;

namespace ConsulSecurity.Commands;

/// <summary>Deletes ACL auth methods, with their binding rules and the tokens that came from them. Needs acl:write.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulAclAuthMethod", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveConsulAclAuthMethodCommand : ConsulAclCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclAuthMethodNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    private protected override void Process() => _wanted.AddRange(Name);

    private protected override void End() => Remove(AclKind.AuthMethod, _wanted);
}
