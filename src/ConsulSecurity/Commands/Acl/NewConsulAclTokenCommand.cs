using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Acl;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes ACL tokens, and gives them when every server knows them: a token that is used before is refused by client agents for half a
/// minute. Policies from the pipeline get a token each. Needs acl:write.
/// </summary>
[Cmdlet(VerbsCommon.New, "ConsulAclToken", SupportsShouldProcess = true)]
[OutputType(typeof(AclToken), typeof(string))]
public sealed class NewConsulAclTokenCommand : ConsulAclGrantCmdlet
{
    private readonly List<JObject> _tokens = [];

    /// <summary>Policies that get a token each.</summary>
    [Parameter(ValueFromPipeline = true)]
    public AclPolicy? InputObject { get; set; }

    /// <summary>The token's policies, by name or id.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AclPolicyNameCompleter))]
    public string[]? Policy { get; set; }

    /// <summary>Its roles, by name or id.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclRoleNameCompleter))]
    public string[]? Role { get; set; }

    /// <summary>How long it lives: from a minute to 24 hours; for ever where it is not given.</summary>
    [Parameter]
    public TimeSpan? ExpirationTtl { get; set; }

    /// <summary>Makes tokens that count in this datacenter only.</summary>
    [Parameter]
    public SwitchParameter Local { get; set; }

    /// <summary>The token's accessor, a GUID; a new one where it is not given.</summary>
    [Parameter]
    public Guid? AccessorId { get; set; }

    /// <summary>The token itself, a GUID; a new one where it is not given, which is better.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Secret { get; set; }

    /// <summary>Prints the token in clear text instead of an object that hides it.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void Process()
    {
        if (InputObject is not null)
        {
            Add([InputObject.Id, .. Policy ?? []], Description ?? InputObject.Name);
        }
    }

    private protected override void End()
    {
        if (!MyInvocation.ExpectingInput && InputObject is null)
        {
            Add(Policy, Description);
        }

        JObject[] wanted = _tokens.FindAll(t => ShouldProcess(AclChange.Of(AclKind.Token, (string?)t["Description"] ?? "new", null, t).Describe(), "Make a token?", "ConsulSecurity")).ToArray();
        if (wanted.Length > 0)
        {
            Report(Await((log, cancellation) => new AclTokenMaker(Client(log), log).MakeAsync(wanted, cancellation)), outcome =>
            {
                AclToken token = AclObjects.Token(outcome.Result!);
                WriteObject(AsPlainText ? token.Reveal() : token);
            });
        }
    }

    private void Add(string[]? policies, string? description)
    {
        JObject token = Patch(policies);
        Set(token, "Description", description is null ? null : new JValue(description));
        Set(token, "Roles", Links(Role));
        Set(token, "Local", Local ? new JValue(true) : null);
        Set(token, "AccessorID", AccessorId is { } accessor ? new JValue(accessor.ToString()) : null);
        Set(token, "SecretID", Secret is null ? null : new JValue(Secret.Reveal()));
        if (ExpirationTtl is { } lifetime)
        {
            AclTokenMaker.CheckLifetime(lifetime, description ?? "new");
            token["ExpirationTTL"] = GoDuration.Write(lifetime);
        }

        _tokens.Add(token);
    }
}
