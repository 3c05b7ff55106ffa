using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Acl;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Reads ACL tokens. Secrets are never shown, and only those of single tokens are read: .Reveal() gives one in the clear. Needs acl:read,
/// and acl:write for secrets; -Self needs nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulAclToken", DefaultParameterSetName = "All")]
[OutputType(typeof(AclToken))]
public sealed class GetConsulAclTokenCommand : ConsulAclCmdlet
{
    /// <summary>The accessors of tokens to read, with their secrets.</summary>
    [Parameter(ParameterSetName = "Accessor", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclTokenAccessorCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] AccessorId { get; set; } = [];

    /// <summary>The token that the connection sends, or what counts where it sends none.</summary>
    [Parameter(ParameterSetName = "Self", Mandatory = true)]
    public SwitchParameter Self { get; set; }

    /// <summary>Only tokens whose description matches; with wildcards.</summary>
    [Parameter(ParameterSetName = "All")]
    [SupportsWildcards]
    public string? Description { get; set; }

    /// <summary>Only tokens with this policy.</summary>
    [Parameter(ParameterSetName = "All")]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    public string? Policy { get; set; }

    /// <summary>Only tokens with this role.</summary>
    [Parameter(ParameterSetName = "All")]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    public string? Role { get; set; }

    /// <summary>Only tokens that came from this auth method.</summary>
    [Parameter(ParameterSetName = "All")]
    [ArgumentCompleter(typeof(AclAuthMethodNameCompleter))]
    public string? AuthMethod { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName != "Accessor")
        {
            return;
        }

        foreach (string accessor in AccessorId)
        {
            JObject? token = Await((log, cancellation) => Api(log).ReadAsync(AclKind.Token, accessor, cancellation));
            if (token is null)
            {
                WriteError(ErrorRecords.From(AclErrors.NotFound(AclKind.Token, accessor)));
            }
            else
            {
                WriteObject(AclObjects.Token(token));
            }
        }
    }

    private protected override void End()
    {
        if (Self)
        {
            WriteObject(AclObjects.Token(Await((log, cancellation) => Api(log).ReadOwnTokenAsync(cancellation))));
        }
        else if (ParameterSetName == "All")
        {
            WriteObject(Matching(Await((log, cancellation) => Api(log).ListAsync(AclKind.Token, cancellation))), enumerateCollection: true);
        }
    }

    private IEnumerable<AclToken> Matching(IEnumerable<JObject> tokens)
    {
        WildcardPattern? pattern = Description is null ? null : WildcardPattern.Get(Description, WildcardOptions.IgnoreCase);
        return tokens.Select(AclObjects.Token).Where(t =>
            (pattern is null || pattern.IsMatch(t.Description))
            && (Policy is null || t.Policies.Any(p => p.Name == Policy || p.Id == Policy))
            && (Role is null || t.Roles.Any(r => r.Name == Role || r.Id == Role))
            && (AuthMethod is null || t.AuthMethod == AuthMethod));
    }
}
