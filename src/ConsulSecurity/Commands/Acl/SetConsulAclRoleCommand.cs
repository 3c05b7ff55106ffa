using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>Creates an ACL role, or changes one that is there and keeps what is not given. Needs acl:write.</summary>
[Cmdlet(VerbsCommon.Set, "ConsulAclRole", SupportsShouldProcess = true)]
[OutputType(typeof(AclRole))]
public sealed class SetConsulAclRoleCommand : ConsulAclGrantCmdlet
{
    /// <summary>The role's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Its policies, by name or id.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    public string[]? Policy { get; set; }

    /// <summary>Gives the roles, changed or not.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        JObject patch = Patch(Policy);
        Apply(Plan(AclKind.Role, Name.Select(name => (name, new JObject(patch) { ["Name"] = name }))), outcome =>
        {
            if (PassThru)
            {
                WriteObject(AclObjects.Role(outcome.Result!));
            }
        });
    }
}
