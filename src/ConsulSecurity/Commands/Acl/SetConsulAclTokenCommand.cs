using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Changes ACL tokens and keeps what is not given: policies, roles, identities, expiry. The secret, the lifetime and whether a token is
/// local cannot be changed. Needs acl:write.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulAclToken", SupportsShouldProcess = true)]
[OutputType(typeof(AclToken))]
public sealed class SetConsulAclTokenCommand : ConsulAclGrantCmdlet
{
    /// <summary>The accessors of the tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclTokenAccessorCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] AccessorId { get; set; } = [];

    /// <summary>Their policies, by name or id.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    public string[]? Policy { get; set; }

    /// <summary>Their roles, by name or id.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    public string[]? Role { get; set; }

    /// <summary>Gives the tokens, changed or not.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        JObject patch = Patch(Policy);
        Set(patch, "Roles", Links(Role));
        foreach (AclChange missing in PlanAll(patch).Where(c => c.IsCreate))
        {
            WriteError(ErrorRecords.From(AclErrors.NotFound(AclKind.Token, missing.Name)));
        }
    }

    private AclChange[] PlanAll(JObject patch)
    {
        AclChange[] changes = Plan(AclKind.Token, AccessorId.Select(accessor => (accessor, patch)));
        Apply(changes.Where(c => !c.IsCreate), outcome =>
        {
            if (PassThru)
            {
                WriteObject(AclObjects.Token(outcome.Result!));
            }
        });
        return changes;
    }
}
